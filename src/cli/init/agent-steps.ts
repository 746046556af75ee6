// Steps that tell a coding agent of the MCP server: one JSON file each, in which other servers stay as they are.

import type { FileChange, InitStep, ReadFile, Surroundings } from "./file-change.ts";

/** Name, file, and the key under which the client looks for servers. */
const clients: readonly (readonly [name: string, path: string, key: string, hints: readonly string[]])[] = [
  ["claude", ".mcp.json", "mcpServers", [".mcp.json", ".claude"]],
  ["cursor", ".cursor/mcp.json", "mcpServers", [".cursor"]],
  ["vscode", ".vscode/mcp.json", "servers", [".vscode/mcp.json"]],
];

export const agentSteps: readonly InitStep[] = clients.map(([name, path, key, hints]) => ({
  name,
  description: `the MCP server in ${path}`,
  hints,
  plan: (read, surroundings) => planServer(read, surroundings, { path, key }),
}));

function planServer(read: ReadFile, { command }: Surroundings, { path, key }: { readonly path: string; readonly key: string }): FileChange {
  const server = { type: "stdio", command: command[0]!, args: [...command.slice(1), "mcp"] };
  const before = read(path);
  if (before === undefined) return { path, before, after: `${JSON.stringify({ [key]: { assay: server } }, null, 2)}\n` };
  const content = readObject(before);
  const servers = content?.[key] ?? {};
  // With comments in it the file is no JSON, and writing it anew would lose them.
  if (content === undefined || !isObject(servers)) return { path, byHand: `Add under \`${key}\`:\n  "assay": ${JSON.stringify(server)}\n` };
  if ("assay" in servers) return { path, done: "the server is there" };
  const indent = /^([ \t]+)"/m.exec(before)?.[1] ?? "  ";
  return { path, before, after: `${JSON.stringify({ ...content, [key]: { ...servers, assay: server } }, null, indent)}\n` };
}

function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
