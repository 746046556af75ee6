// The settings' JSON Schema, and the table of keys inside docs/settings.md.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const begin = "<!-- generated: keys -->";
const end = "<!-- end of generated -->";

export async function generate({ root, load }) {
  const { settingsFileSchema } = await load("src/config/settings-schema.ts");
  const schema = {
    $id: "urn:assay:settings:1",
    title: "Assay settings",
    description: "The settings of a project: .assay.yaml, .assay.json, the `assay` key of package.json, or what assay.config.ts exports.",
    ...z.toJSONSchema(settingsFileSchema, { io: "input" }),
  };
  const page = await readFile(join(root, "docs", "settings.md"), "utf8");
  const before = page.slice(0, page.indexOf(begin) + begin.length);
  const after = page.slice(page.indexOf(end));
  return new Map([
    ["schemas/settings.schema.json", `${JSON.stringify(schema, null, 2)}\n`],
    ["docs/settings.md", `${before}\n${tableOf(schema)}\n${after}`],
  ]);
}

function tableOf(schema) {
  const rows = Object.entries(schema.properties).map(([key, property]) => `| \`${key}\` | ${kindOf(property)} | ${cell(property.description ?? "")} |`);
  const overrides = schema.properties.overrides.items;
  const inner = Object.entries(overrides.properties).map(
    ([key, property]) => `| \`overrides[].${key}\` | ${kindOf(property)} | ${cell(property.description ?? "")} |`,
  );
  return ["| key | value | meaning |", "|---|---|---|", ...rows, ...inner].join("\n");
}

function kindOf(property) {
  if (property.enum !== undefined) return property.enum.map((value) => `\`${value}\``).join(", ");
  if (property.anyOf !== undefined) return [...new Set(property.anyOf.map(kindOf))].join(" or ");
  if (property.type === "array") return property.items?.type === "object" ? "list of objects" : "list of text";
  const names = { string: "text", integer: "whole number", number: "number", boolean: "true or false", object: "object" };
  return [property.type].flat().map((type) => names[type] ?? "any").join(" or ");
}

function cell(text) {
  return text.replaceAll("|", "\\|");
}
