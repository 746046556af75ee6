// Reads a resource by its address.

import { explainRule, listRules } from "../../api/describe-rules.ts";
import { policyInForce } from "../../api/policy-in-force.ts";
import type { ServerServices } from "../../api/server-services.ts";
import { AssayError } from "../../model/errors.ts";
import { type Body, json, markdown } from "./bodies.ts";
import { readAnalysis, readEventLines, readExecution, readGraph, readTask } from "./stored-resources.ts";

export type ResourceText = Body & { readonly uri: string };

type Read = (services: ServerServices, rest: string, query: URLSearchParams) => Promise<Body>;

/** The first part of the address names the kind. */
const kinds: ReadonlyMap<string, Read> = new Map<string, Read>([
  ["rules", async (_, rest) => (rest === "" ? markdown(listOfRules()) : markdown((await explainRule(rest)).documentation))],
  ["policy", async (services) => json(await policyInForce(services))],
  ["executions", readExecution],
  ["analyses", readAnalysis],
  ["tasks", readTask],
  ["graph", readGraph],
  ["events", readEventLines],
]);

/** Throws an AssayError for an address that names nothing. */
export async function readResource(services: ServerServices, uri: string): Promise<ResourceText> {
  const { kind, rest, query } = parseAddress(uri);
  const read = kinds.get(kind);
  if (read === undefined) throw unknown(uri);
  return { uri, ...(await read(services, rest, query)) };
}

function parseAddress(uri: string): { kind: string; rest: string; query: URLSearchParams } {
  const parts = /^assay:\/\/([a-z]+)(?:\/([^?#]*))?(?:\?([^#]*))?$/.exec(uri);
  if (parts === null) throw unknown(uri);
  return { kind: parts[1]!, rest: decode(parts[2] ?? "", uri), query: new URLSearchParams(parts[3] ?? "") };
}

function decode(text: string, uri: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unknown(uri);
  }
}

function unknown(uri: string): AssayError {
  return new AssayError({ code: "usage", message: `${JSON.stringify(uri.slice(0, 200))} names no resource.`, nextStep: `Known: ${[...kinds.keys()].map((kind) => `assay://${kind}`).join(", ")}.` });
}

function listOfRules(): string {
  return listRules()
    .map(({ id, title, severity }) => `- \`${id}\`: ${title} (${severity})`)
    .join("\n");
}
