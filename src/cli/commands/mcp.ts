// `assay mcp`: serves coding agents, over standard input and output or over HTTP.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command, Option } from "commander";
import { AssayError } from "../../model/errors.ts";
import { parseDuration, parseSize } from "../../model/quantities.ts";
import type { ServeOptions } from "../../model/serve-options.ts";
import type { CliContext } from "../context.ts";
import { readOperatorPolicy } from "../run/read-policy.ts";

interface McpFlags {
  readonly root: string;
  readonly http?: boolean;
  readonly host: string;
  readonly port: string;
  readonly tokenFile?: string;
  readonly allowHost: readonly string[];
  readonly maxBody: string;
  readonly toolsets?: string;
  readonly readOnly?: boolean;
  /** False for --no-store. */
  readonly store?: string | false;
  readonly keepAge: string;
  readonly keepCount: string;
  readonly keepSize: string;
}

/** The environment entry that holds the token: a flag would show it to every user of the machine. */
const tokenVariable = "ASSAY_MCP_TOKEN";

export function createMcpCommand(context: CliContext): Command {
  return new Command("mcp")
    .description("serve coding agents over the Model Context Protocol")
    .option("--root <folder>", "the project to serve; nothing outside of it is read", ".")
    .option("--http", "serve over HTTP instead of standard input and output")
    .addOption(new Option("--host <address>", "HTTP: the address to listen on").default("127.0.0.1"))
    .addOption(new Option("--port <number>", "HTTP: the port; 0 lets the system choose").default("8377"))
    .option("--token-file <file>", `HTTP: holds the token that clients must send (else ${tokenVariable}, else a fresh one is shown)`)
    .option("--allow-host <name>", "HTTP: a further name under which clients address the server; repeatable", collect, [])
    .addOption(new Option("--max-body <size>", "HTTP: largest request").default("8MB"))
    .option("--toolsets <names>", "offer only these toolsets, separated by commas")
    .option("--read-only", "offer only tools that change nothing, record nothing")
    .option("--store <file>", "where tasks and runs are kept (default: .assay/assay.db at the project's root)")
    .option("--no-store", "keep nothing")
    .addOption(new Option("--keep-age <duration>", "runs and analyses older than this are thrown away").default("90d"))
    .addOption(new Option("--keep-count <number>", "so many runs and so many analyses are kept, the newest").default("100000"))
    .addOption(new Option("--keep-size <size>", "the oldest are thrown away while the store is larger").default("1GB"))
    .action((flags: McpFlags) => context.serve(readOptions(flags, context)));
}

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

function readOptions(flags: McpFlags, context: CliContext): ServeOptions {
  return {
    root: resolve(context.cwd, flags.root),
    transport: flags.http === true ? readTransport(flags, context) : { type: "stdio" },
    toolsets: flags.toolsets?.split(",").map((name) => name.trim()).filter((name) => name !== ""),
    isReadOnly: flags.readOnly === true,
    store: typeof flags.store === "string" ? resolve(context.cwd, flags.store) : flags.store === false ? false : undefined,
    retention: readRetention(flags),
    executionPolicy: readOperatorPolicy(context),
    log: (line) => context.writeLog(`assay mcp: ${line}\n`),
  };
}

function readRetention({ keepAge, keepCount, keepSize }: McpFlags): ServeOptions["retention"] {
  if (!/^\d{1,9}$/.test(keepCount)) {
    throw new AssayError({ code: "usage", message: `--keep-count: ${JSON.stringify(keepCount)} is no whole number.`, nextStep: "Give a whole number of 0 or more." });
  }
  return { maxAgeMs: parseDuration(keepAge, "--keep-age"), maxCount: Number(keepCount), maxSizeBytes: parseSize(keepSize, "--keep-size") };
}

function readTransport(flags: McpFlags, context: CliContext): ServeOptions["transport"] {
  const port = Number(flags.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new AssayError({ code: "usage", message: `--port: ${JSON.stringify(flags.port)} is no port.`, nextStep: "Give a number from 0 to 65535." });
  }
  return {
    type: "http",
    host: flags.host,
    port,
    token: readToken(flags, context),
    allowedHosts: flags.allowHost,
    bodyBytes: parseSize(flags.maxBody, "--max-body"),
  };
}

function readToken({ tokenFile }: McpFlags, context: CliContext): string | undefined {
  if (tokenFile === undefined) return context.environment[tokenVariable] || undefined;
  try {
    return readFileSync(resolve(context.cwd, tokenFile), "utf8").trim();
  } catch (cause) {
    throw new AssayError({ code: "config-unreadable", message: `The token file ${tokenFile} cannot be read.`, nextStep: "Check the path and who may read it.", cause });
  }
}
