// Python 3: the code is a script in the working directory.
import { chooseMainFile, textFile, type LanguageSupport } from "./language-support.ts";
import { PYTHON_SESSION } from "../sessions/python-session.ts";
import { pythonPackages } from "../packages/python-packages.ts";

/** Runs Python code. */
export const python: LanguageSupport = {
  id: "python",
  aliases: ["python3", "py"],
  interpreter: "python3",
  packages: pythonPackages,
  session: { fileName: "session.py", text: PYTHON_SESSION, flags: ["-u"] },
  outOfMemoryMessage: /^MemoryError\b.*\s*$/m,
  prepare: (context) => {
    const main = chooseMainFile(context, "py");
    const path = `${context.workspacePath}/${main}`;
    return {
      command: [context.interpreterPath, path, ...context.request.arguments],
      seeds: [textFile(path, context.request.code ?? "")],
      ownFiles: [main],
      // Unbuffered, so that what was printed before a timeout is not lost; no caches among the artifacts.
      environment: { PYTHONUNBUFFERED: "1", PYTHONDONTWRITEBYTECODE: "1", PYTHONIOENCODING: "utf-8" },
      supportFiles: [],
    };
  },
};
