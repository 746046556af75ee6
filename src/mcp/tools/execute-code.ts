// The tool `execute_code`: code of any language in the sandbox.

import { z } from "zod";
import { codeAliases, packageAliases, packagesField, runAliases, runFields, sqlFields } from "../run-fields.ts";
import { runForClient } from "../run-for-client.ts";
import { runOutput } from "../run-reply.ts";
import { defineTool } from "../tool.ts";

export const executeCode = defineTool({
  name: "execute_code",
  title: "Run code",
  toolset: "execution",
  description:
    "Runs Python, JavaScript, TypeScript, Bash or SQL in a sandbox and returns exit code, output, time and memory; SQL returns columns and rows. The sandbox has no network and changes nothing on this machine; with workingDirectory it works in a private copy. A non-zero exit code is a result; a refusal or timeout is an error with its remedy.",
  effect: "destroys",
  isIdempotent: false,
  isOpenWorld: true,
  input: z.object({ language: z.string().min(1).max(40).describe("python, javascript, typescript, bash or sql"), code: z.string().describe("the code (also: script, source, command)"), packages: packagesField, ...sqlFields, ...runFields }),
  aliases: { ...codeAliases, ...packageAliases, ...runAliases, lang: "language", command: "code", cmd: "code", query: "code" },
  output: runOutput,
  run: (context, { maxTokens, taskId, ...run }) => runForClient(context, { run: run, taskId }, maxTokens),
});
