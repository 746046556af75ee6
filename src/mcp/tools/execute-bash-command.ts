// The tool `execute_bash_command`: a Bash command in the sandbox.

import { z } from "zod";
import { runAliases, runFields } from "../run-fields.ts";
import { runForClient } from "../run-for-client.ts";
import { runOutput } from "../run-reply.ts";
import { defineTool } from "../tool.ts";

export const executeBashCommand = defineTool({
  name: "execute_bash_command",
  title: "Run a Bash command",
  toolset: "execution",
  description:
    "Runs a Bash command or script in a sandbox and returns exit code, output, time and memory: tests, builds, searches in a private copy of the project. The sandbox has no network and changes nothing on this machine; with workingDirectory it works in a private copy. A non-zero exit code is a result; a refusal or timeout is an error with its remedy.",
  effect: "destroys",
  isIdempotent: false,
  isOpenWorld: true,
  input: z.object({ command: z.string().describe("the command or script (also: cmd, code, script)"), ...runFields }),
  aliases: { ...runAliases, cmd: "command", code: "command", script: "command" },
  output: runOutput,
  run: (context, { command, maxTokens, taskId, ...run }) => runForClient(context, { run: { ...run, language: "bash", code: command }, taskId }, maxTokens),
});
