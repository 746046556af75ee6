// What GitLab asks of a SAST report, from its page "Security scanner integration" and its field descriptions for 15.x.

const text = { type: "string", minLength: 1 } as const;
const tool = {
  type: "object",
  required: ["id", "name", "version", "vendor"],
  properties: { id: text, name: text, version: text, url: { type: "string", pattern: "^https?://" }, vendor: { type: "object", required: ["name"], properties: { name: text } } },
  additionalProperties: false,
} as const;
const time = { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$" } as const;
const line = { type: "integer", minimum: 1 } as const;

export const gitlabSastSchema = {
  type: "object",
  required: ["version", "scan", "vulnerabilities"],
  additionalProperties: false,
  properties: {
    version: { type: "string", pattern: "^15\\.\\d+\\.\\d+$" },
    scan: {
      type: "object",
      required: ["analyzer", "scanner", "start_time", "end_time", "status", "type"],
      additionalProperties: false,
      properties: {
        analyzer: tool,
        scanner: tool,
        start_time: time,
        end_time: time,
        status: { enum: ["success", "failure"] },
        type: { const: "sast" },
        messages: { type: "array", items: { type: "object", required: ["level", "value"], additionalProperties: false, properties: { level: { enum: ["info", "warn", "fatal"] }, value: text } } },
      },
    },
    vulnerabilities: {
      type: "array",
      items: {
        type: "object",
        required: ["id", "identifiers", "location"],
        additionalProperties: false,
        properties: {
          id: text,
          category: { const: "sast" },
          name: { type: "string", minLength: 1, maxLength: 255 },
          description: { type: "string", maxLength: 1_048_576 },
          severity: { enum: ["Info", "Unknown", "Low", "Medium", "High", "Critical"] },
          solution: { type: "string", maxLength: 7_000 },
          location: { type: "object", required: ["file", "start_line", "end_line"], additionalProperties: false, properties: { file: text, start_line: line, end_line: line, class: text, method: text } },
          identifiers: {
            type: "array",
            minItems: 1,
            maxItems: 20,
            items: { type: "object", required: ["type", "name", "value"], additionalProperties: false, properties: { type: text, name: text, value: text, url: { type: "string", pattern: "^https?://" } } },
          },
          tracking: {
            type: "object",
            required: ["type", "items"],
            additionalProperties: false,
            properties: {
              type: { const: "source" },
              items: {
                type: "array",
                minItems: 1,
                items: {
                  type: "object",
                  required: ["signatures"],
                  additionalProperties: false,
                  properties: { file: text, start_line: line, end_line: line, signatures: { type: "array", minItems: 1, items: { type: "object", required: ["algorithm", "value"], additionalProperties: false, properties: { algorithm: text, value: text } } } },
                },
              },
            },
          },
        },
      },
    },
  },
} as const;
