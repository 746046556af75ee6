// The tool `execute_javascript_code`: JavaScript code in the sandbox.

import { z } from "zod";
import { codeAliases, packageAliases, packagesField, runAliases, runFields } from "../run-fields.ts";
import { runForClient } from "../run-for-client.ts";
import { runOutput } from "../run-reply.ts";
import { defineTool } from "../tool.ts";

export const executeJavascriptCode = defineTool({
  name: "execute_javascript_code",
  title: "Run JavaScript",
  toolset: "execution",
  description:
    "Runs JavaScript code with Node in a sandbox and returns exit code, output, time and memory. The sandbox has no network and changes nothing on this machine; with workingDirectory it works in a private copy. A non-zero exit code is a result; a refusal or timeout is an error with its remedy.",
  effect: "destroys",
  isIdempotent: false,
  isOpenWorld: true,
  input: z.object({ code: z.string().describe("the code (also: script, source)"), packages: packagesField, ...runFields }),
  aliases: { ...codeAliases, ...packageAliases, ...runAliases },
  output: runOutput,
  run: (context, { maxTokens, taskId, ...run }) => runForClient(context, { run: { ...run, language: "javascript" }, taskId }, maxTokens),
});
