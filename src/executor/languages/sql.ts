// SQL on SQLite: statements run one after the other by a small Python program inside the sandbox.
import { z } from "zod";
import type { LanguageSupport } from "./language-support.ts";
import { textFile } from "./language-support.ts";
import { SQL_DRIVER } from "./sql-driver.ts";

const ROWS_FILE = "rows.json";
const VALUE_SHARE_OF_MEMORY = 8;

const cell = z.union([z.string(), z.number(), z.null(), z.strictObject({ base64: z.string() })]);

/** What the driver writes; checked because the program under test could write the file too. */
const rowsSchema = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(cell)),
  truncated: z.boolean(),
});

/** Runs SQL statements. */
export const sql: LanguageSupport = {
  id: "sql",
  aliases: ["sqlite", "sqlite3"],
  interpreter: "python3",
  outOfMemoryMessage: /^MemoryError\b.*\s*$|SQL error: out of memory/m,
  rowsFile: ROWS_FILE,
  prepare: (context) => {
    const { request, controlPath } = context;
    const job = {
      code: request.code ?? "",
      database: request.database === undefined ? null : `${context.workspacePath}/${request.database}`,
      parameters: request.parameters,
      rowsFile: `${controlPath}/${ROWS_FILE}`,
      maximumRows: context.limits.maximumRows,
      rowBytes: context.limits.rowBytes,
      valueBytes: Math.floor(request.memoryBytes / VALUE_SHARE_OF_MEMORY),
    };
    const driver = `${controlPath}/sql-driver.py`;
    const jobFile = `${controlPath}/job.json`;
    return {
      // Isolated mode: no module of the workspace may stand in for one of the driver's.
      command: [context.interpreterPath, "-I", "-B", driver, jobFile],
      seeds: [textFile(driver, SQL_DRIVER), textFile(jobFile, JSON.stringify(job))],
      ownFiles: [],
      environment: { PYTHONIOENCODING: "utf-8" },
      supportFiles: [],
    };
  },
  readRows: (text) => {
    const parsed = rowsSchema.safeParse(parseJson(text));
    if (!parsed.success) return undefined;
    return { rows: parsed.data.rows, columns: parsed.data.columns, isTruncated: parsed.data.truncated };
  },
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
