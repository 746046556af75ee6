// The tool `search_history`: full-text search over runs, findings and tasks.

import { z } from "zod";
import { searchHistory as search } from "../../api/search-history.ts";
import type { SearchHit } from "../../model/store-record.ts";
import type { Told } from "../budget.ts";
import { maxTokens } from "../fields.ts";
import { moreLine, pageFacts, pageOfStore, storedPageArguments, storedPageFields } from "../stored-page.ts";
import { defineTool } from "../tool.ts";

const subject = z.enum(["execution", "finding", "task"]);
const hitSchema = z.object({ subject, id: z.string(), title: z.string(), excerpt: z.string().describe("the words found stand between « and »"), at: z.string() });

export const searchHistory = defineTool({
  name: "search_history",
  title: "Search the history",
  toolset: "history",
  description: "Searches code and output of past runs, findings, and tasks by words: hits in titles first, then the others, each newest first. Every word must occur; the last may be the beginning of one. get_execution_history, get_analysis_results and get_task tell more about a hit.",
  effect: "reads",
  isIdempotent: true,
  input: z.object({
    query: z.string().min(1).max(1_000).describe("words (also: search, q)"),
    subjects: z.array(subject).max(3).optional().describe("all by default (also: types)"),
    ...storedPageArguments,
    limit: z.number().int().min(1).max(500).default(20).describe("most entries of the reply"),
    maxTokens,
  }),
  aliases: { search: "query", q: "query", types: "subjects", type: { argument: "subjects", read: (value) => (typeof value === "string" ? [value] : value) } },
  output: z.object({ ...storedPageFields, hits: z.array(hitSchema) }),
  run: async ({ services }, { query, subjects, limit, cursor, maxTokens: most }) => {
    const store = await services.store();
    const page = await pageOfStore({ fetch: (part) => search(store, { query, subjects, ...part }), tell: tellHit, limit, cursor, maxTokens: most, taken: 100 });
    return { data: { ...pageFacts(page), hits: page.items }, text: [...page.lines, ...moreLine(page)].join("\n") || "Nothing was found." };
  },
});

function tellHit({ subject: what, id, title, excerpt, at }: SearchHit): Told<z.input<typeof hitSchema>> {
  const data = { subject: what, id, title: title.slice(0, 300), excerpt: excerpt.slice(0, 1_000), at };
  return { data, line: `${what} ${id}: ${data.title}` };
}
