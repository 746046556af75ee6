// The resources that are listed, and the templates of those that are too many to list.

/** A resource by its address. */
export const listedResources = [
  { uri: "assay://rules", name: "rules", title: "Built-in rules", description: "Every rule with its title and severity", mimeType: "text/markdown" },
  { uri: "assay://policy", name: "policy", title: "Execution policy in force", mimeType: "application/json" },
] as const;

/** Resources by id; `{+…}` may hold slashes. */
export const listedTemplates = [
  { uriTemplate: "assay://rules/{+ruleId}", name: "rule", title: "A rule's documentation", description: "For instance assay://rules/python/sql-injection", mimeType: "text/markdown" },
] as const;
