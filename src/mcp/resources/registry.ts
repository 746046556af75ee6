// The resources that are listed, and the templates of those that are too many to list.

/** A resource by its address. */
export const listedResources = [
  { uri: "assay://rules", name: "rules", title: "Built-in rules", description: "Every rule with its title and severity", mimeType: "text/markdown" },
  { uri: "assay://policy", name: "policy", title: "Execution policy in force", mimeType: "application/json" },
  { uri: "assay://executions", name: "executions", title: "Runs, newest first", mimeType: "application/json" },
  { uri: "assay://analyses", name: "analyses", title: "Analyses, newest first", mimeType: "application/json" },
  { uri: "assay://tasks", name: "tasks", title: "Tasks, newest first", mimeType: "application/json" },
  { uri: "assay://graph", name: "graph", title: "The task graph", mimeType: "application/json" },
  { uri: "assay://events", name: "events", title: "What happened, as lines of JSON", mimeType: "application/x-ndjson" },
] as const;

/** Resources by id; `{+…}` may hold slashes. */
export const listedTemplates = [
  { uriTemplate: "assay://rules/{+ruleId}", name: "rule", title: "A rule's documentation", description: "For instance assay://rules/python/sql-injection", mimeType: "text/markdown" },
  { uriTemplate: "assay://executions/{executionId}", name: "execution", title: "A run", mimeType: "application/json" },
  { uriTemplate: "assay://executions/{executionId}/{text}{?offset,limit}", name: "execution-text", title: "What a run was given or printed", description: "text is code, stdout or stderr; offset and limit in UTF-16 units", mimeType: "text/plain" },
  { uriTemplate: "assay://analyses/{analysisId}{?cursor}", name: "analysis", title: "An analysis with its findings", mimeType: "application/json" },
  { uriTemplate: "assay://tasks/{taskId}", name: "task", title: "A task", mimeType: "application/json" },
  { uriTemplate: "assay://graph{?format}", name: "task-graph", title: "The task graph", description: "format is json, mermaid or dot", mimeType: "text/plain" },
  { uriTemplate: "assay://events{?after}", name: "events-after", title: "What happened after an event", description: "lines of JSON; the last one's sequence is the next after", mimeType: "application/x-ndjson" },
] as const;
