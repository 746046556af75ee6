// Bash: the code is a script in the working directory.
import { chooseMainFile, textFile, type LanguageSupport } from "./language-support.ts";

/** Runs Bash code. */
export const bash: LanguageSupport = {
  id: "bash",
  aliases: ["sh", "shell"],
  interpreter: "bash",
  isShell: true,
  prepare: (context) => {
    const main = chooseMainFile(context, "sh");
    const path = `${context.workspacePath}/${main}`;
    return {
      command: [context.interpreterPath, "--noprofile", "--norc", path, ...context.request.arguments],
      seeds: [textFile(path, context.request.code ?? "")],
      ownFiles: [main],
      environment: {},
      supportFiles: [],
    };
  },
};
