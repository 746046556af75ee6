// What the public conformance suite expects a server to offer, added to ours in tests alone.

import type { Door } from "../../../src/mcp/door.ts";
import type { createServer } from "../../../src/mcp/server.ts";

type Server = ReturnType<typeof createServer>;

/** One red pixel, and a wave file without a sample. */
const image = { data: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==", mimeType: "image/png" };
const audio = { data: "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=", mimeType: "audio/wav" };

/** What the fixtures use of a handler's context. */
interface Context {
  readonly mcpReq: {
    readonly _meta?: { readonly progressToken?: string | number | undefined } | undefined;
    readonly log: (level: "info", data: unknown) => Promise<void>;
    readonly notify: (notification: { method: string; params: Record<string, unknown> }) => Promise<void>;
    readonly elicitInput: (params: { mode: "form"; message: string; requestedSchema: never }) => Promise<{ action: string; content?: unknown }>;
    readonly requestSampling: (params: { messages: { role: "user"; content: { type: "text"; text: string } }[]; maxTokens: number }) => Promise<{ content: unknown }>;
  };
  readonly http?: { readonly closeSSE?: () => void };
}

interface Fixture {
  readonly inputSchema?: Record<string, unknown>;
  readonly call: (given: Record<string, string>, context: Context) => unknown;
}

const text = (content: string): { content: { type: "text"; text: string }[] } => ({ content: [{ type: "text", text: content }] });
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

async function ask(context: Context, message: string, properties: Record<string, unknown>): Promise<unknown> {
  // The suite's schemas go beyond what the library's types name.
  const requestedSchema = { type: "object", properties, required: [] } as never;
  const { action, content } = await context.mcpReq.elicitInput({ mode: "form", message, requestedSchema });
  return text(`Elicitation completed: action=${action}, content=${JSON.stringify(content ?? {})}`);
}

const options = ["option1", "option2", "option3"];
const titled = (names: readonly string[]): unknown[] => names.map((title, index) => ({ const: `value${index + 1}`, title }));

const fixtures: Readonly<Record<string, Fixture>> = {
  test_simple_text: { call: () => text("This is a simple text response for testing.") },
  test_image_content: { call: () => ({ content: [{ type: "image", ...image }] }) },
  test_audio_content: { call: () => ({ content: [{ type: "audio", ...audio }] }) },
  test_embedded_resource: {
    call: () => ({ content: [{ type: "resource", resource: { uri: "test://embedded-resource", mimeType: "text/plain", text: "This is an embedded resource content." } }] }),
  },
  test_multiple_content_types: {
    call: () => ({
      content: [
        { type: "text", text: "Multiple content types test:" },
        { type: "image", ...image },
        { type: "resource", resource: { uri: "test://mixed-content-resource", mimeType: "application/json", text: '{"test":"data","value":123}' } },
      ],
    }),
  },
  test_tool_with_logging: {
    call: async (_, { mcpReq }) => {
      for (const line of ["Tool execution started", "Tool processing data", "Tool execution completed"]) {
        await mcpReq.log("info", line);
        await pause();
      }
      return text("Logged.");
    },
  },
  test_error_handling: { call: () => ({ isError: true, ...text("This tool intentionally returns an error for testing") }) },
  test_tool_with_progress: {
    call: async (_, { mcpReq }) => {
      const progressToken = mcpReq._meta?.progressToken;
      for (const progress of [0, 50, 100]) {
        if (progressToken !== undefined) await mcpReq.notify({ method: "notifications/progress", params: { progressToken, progress, total: 100 } });
        await pause();
      }
      return text("Progressed.");
    },
  },
  test_sampling: {
    inputSchema: { prompt: { type: "string" } },
    call: async ({ prompt }, { mcpReq }) => {
      const answer = await mcpReq.requestSampling({ messages: [{ role: "user", content: { type: "text", text: prompt ?? "" } }], maxTokens: 100 });
      return text(`LLM response: ${JSON.stringify(answer.content)}`);
    },
  },
  test_elicitation: {
    inputSchema: { message: { type: "string" } },
    call: ({ message }, context) => ask(context, message ?? "", { username: { type: "string" }, email: { type: "string" } }),
  },
  test_elicitation_sep1034_defaults: {
    call: (_, context) =>
      ask(context, "Defaults", {
        name: { type: "string", default: "John Doe" },
        age: { type: "integer", default: 30 },
        score: { type: "number", default: 95.5 },
        status: { type: "string", enum: ["active", "inactive", "pending"], default: "active" },
        verified: { type: "boolean", default: true },
      }),
  },
  test_elicitation_sep1330_enums: {
    call: (_, context) =>
      ask(context, "Enums", {
        untitledSingle: { type: "string", enum: options },
        titledSingle: { type: "string", oneOf: titled(["First Option", "Second Option", "Third Option"]) },
        legacyEnum: { type: "string", enum: ["opt1", "opt2", "opt3"], enumNames: ["Option One", "Option Two", "Option Three"] },
        untitledMulti: { type: "array", items: { type: "string", enum: options } },
        titledMulti: { type: "array", items: { anyOf: titled(["First Choice", "Second Choice", "Third Choice"]) } },
      }),
  },
  test_reconnection: {
    call: async (_, { http }) => {
      http?.closeSSE?.();
      await pause();
      return text("Reconnected.");
    },
  },
};

const schemaTool = {
  name: "json_schema_2020_12_tool",
  description: "Tool with JSON Schema 2020-12 features",
  inputSchema: {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object" as const,
    $defs: { address: { type: "object", properties: { street: { type: "string" }, city: { type: "string" } } } },
    properties: { name: { type: "string" }, address: { $ref: "#/$defs/address" } },
    additionalProperties: false,
  },
};

const resources: Readonly<Record<string, Record<string, string>>> = {
  "test://static-text": { mimeType: "text/plain", text: "This is the content of the static text resource." },
  "test://static-binary": { mimeType: "image/png", blob: image.data },
  "test://watched-resource": { mimeType: "text/plain", text: "Watched." },
};

type Message = { role: "user"; content: Record<string, unknown> };
const say = (content: Record<string, unknown>): Message => ({ role: "user", content });

const prompts: Readonly<Record<string, { readonly names: readonly string[]; readonly write: (given: Record<string, string>) => Message[] }>> = {
  test_simple_prompt: { names: [], write: () => [say({ type: "text", text: "This is a simple prompt for testing." })] },
  test_prompt_with_arguments: { names: ["arg1", "arg2"], write: ({ arg1, arg2 }) => [say({ type: "text", text: `Prompt with arguments: arg1='${arg1}', arg2='${arg2}'` })] },
  test_prompt_with_embedded_resource: {
    names: ["resourceUri"],
    write: ({ resourceUri }) => [
      say({ type: "resource", resource: { uri: resourceUri, mimeType: "text/plain", text: "Embedded resource content for testing." } }),
      say({ type: "text", text: "Please process the embedded resource above." }),
    ],
  },
  test_prompt_with_image: { names: [], write: () => [say({ type: "image", ...image }), say({ type: "text", text: "Please analyze the image above." })] },
};

/** Our tools stay listed beside the fixtures. */
export function addConformanceFixtures(server: Server, door: Door): Server {
  server.registerCapabilities({ logging: {}, resources: { subscribe: true } });
  const listed = Object.entries(fixtures).map(([name, { inputSchema }]) => ({ name, description: "A fixture of the conformance suite", inputSchema: { type: "object" as const, properties: inputSchema ?? {} } }));
  const own = [...door.tools.values()].map((entry) => entry.listed);
  // What the suite wants back is plain data; the library checks it again before it is sent.
  const answer = (value: unknown): never => value as never;
  server.setRequestHandler("tools/list", () => answer({ tools: [...own, ...listed, schemaTool] }));
  server.setRequestHandler("tools/call", async ({ params }, context) => answer(await fixtures[params.name]!.call((params.arguments ?? {}) as Record<string, string>, context)));
  server.setRequestHandler("resources/list", () => answer({ resources: Object.entries(resources).map(([uri, { mimeType }]) => ({ uri, name: uri, description: "A fixture", mimeType })) }));
  server.setRequestHandler("resources/read", ({ params }) => {
    const id = /^test:\/\/template\/([^/]+)\/data$/.exec(params.uri)?.[1];
    const content = id === undefined ? resources[params.uri] : { mimeType: "application/json", text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }) };
    return answer({ contents: [{ uri: params.uri, ...content }] });
  });
  server.setRequestHandler("resources/subscribe", () => ({}));
  server.setRequestHandler("resources/unsubscribe", () => ({}));
  server.setRequestHandler("prompts/list", () =>
    answer({ prompts: Object.entries(prompts).map(([name, { names }]) => ({ name, description: "A fixture", arguments: names.map((argument) => ({ name: argument, required: true })) })) }),
  );
  server.setRequestHandler("prompts/get", ({ params }) => answer({ messages: prompts[params.name]!.write(params.arguments ?? {}) }));
  return server;
}
