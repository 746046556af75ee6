// The tool `execute_python_code`: Python code in the sandbox.

import { z } from "zod";
import { codeAliases, packageAliases, packagesField, runAliases, runFields } from "../run-fields.ts";
import { runForClient } from "../run-for-client.ts";
import { runOutput } from "../run-reply.ts";
import { defineTool } from "../tool.ts";

export const executePythonCode = defineTool({
  name: "execute_python_code",
  title: "Run Python",
  toolset: "execution",
  description:
    "Runs Python code in a sandbox and returns exit code, output, time and memory. The sandbox has no network and changes nothing on this machine; with workingDirectory it works in a private copy. A non-zero exit code is a result; a refusal or timeout is an error with its remedy.",
  effect: "destroys",
  isIdempotent: false,
  isOpenWorld: true,
  input: z.object({ code: z.string().describe("the code (also: script, source)"), packages: packagesField, ...runFields }),
  aliases: { ...codeAliases, ...packageAliases, ...runAliases },
  output: runOutput,
  run: (context, { maxTokens, taskId, ...run }) => runForClient(context, { run: { ...run, language: "python" }, taskId }, maxTokens),
});
