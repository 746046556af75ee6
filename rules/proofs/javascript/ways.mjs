// Ways in: how a value comes to a function, through a parameter, a request over HTTP, or a field of what it is given.
//
// A parameter is written as the program reads it: `name`, `event.body.name`, `req.query.name`, `req.body`, `req.params.name`.

import { existsSync } from "node:fs";
import { createServer, request as send } from "node:http";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { bounded } from "./bounded.mjs";
import { CannotRun } from "./load.mjs";

const PLAIN = "text";
const requestNames = /^_?(?:req|request)$/;
const placesOfRequest = new Set(["query", "body", "params", "headers", "cookies"]);
const callbackNames = /^(?:callback|cb|done|next|fn|reply)$/;
const objectNames = /^(?:target|object|obj|dest|destination|into|base|defaults|options|opts|settings|config|configuration|store|state|context)$/i;
const CALLBACK_MS = 1500;

export class Call {
  #parts;
  #names;
  #server;
  /** What other parameters are given, by their names. */
  others = {};

  constructor(parts) {
    const [root, ...path] = parts.parameter.split(".");
    this.#parts = { ...parts, root, path };
    this.#names = parameterNames(parts.callable);
    if (!this.#isGiven()) throw new CannotRun(`there is no parameter ${root}`);
  }

  /** Calls the function with the value in its place. */
  begin(value) {
    const { root, path } = this.#parts;
    if (requestNames.test(root) && placesOfRequest.has(path[0]) && this.#names.indexOf(root) <= 1) return this.#request(value);
    const callback = this.#names.findIndex((name) => callbackNames.test(name));
    if (callback === -1) return this.#invoke(this.#arguments(value));
    return new Promise((finish, fail) => {
      const given = this.#arguments(value);
      given[callback] = (...results) => (results[0] instanceof Error ? fail(results[0]) : finish(results.length > 1 ? results[1] : results[0]));
      const late = setTimeout(finish, CALLBACK_MS);
      late.unref();
      Promise.resolve(this.#invoke(given)).catch(fail);
    });
  }

  #isGiven() {
    const { root, owner } = this.#parts;
    return this.#names.includes(root) || (owner?.prototype !== undefined && parameterNames(owner).includes(root));
  }

  #invoke(given) {
    const { callable, owner } = this.#parts;
    return callable.apply(this.#receiver(owner), given);
  }

  #receiver(owner) {
    if (owner?.prototype === undefined || owner[this.#parts.callable.name] === this.#parts.callable) return owner;
    return new owner(...parameterNames(owner).map((name) => this.#plain(name)));
  }

  #arguments(value) {
    return this.#names.map((name) => (name === this.#parts.root ? nested(this.#parts.path, value) : this.#plain(name)));
  }

  #plain(name) {
    const double = this.#parts.doubles.find(([pattern]) => pattern.test(name));
    if (double !== undefined) return double[1]();
    if (Object.hasOwn(this.others, name)) return this.others[name];
    return objectNames.test(name) ? {} : PLAIN;
  }

  /** Over real HTTP on this machine, by the project's own framework where it is at hand. */
  async #request(value) {
    this.#server ??= await serve(this.#parts.file, (...given) => bounded(() => this.#invoke(this.#aroundRequest(given))), this.#parts.path);
    return exchange(this.#server, this.#parts.path, value);
  }

  #aroundRequest([request, response, next]) {
    return this.#names.map((name, index) => (requestNames.test(name) ? request : index === this.#names.indexOf(this.#parts.root) + 1 ? response : callbackNames.test(name) ? next : this.#plain(name)));
  }
}

function nested(path, value) {
  return path.reduceRight((inner, part) => ({ [part]: inner }), value);
}

/** The names of a function's parameters, from its text; of one that is taken apart, the first name in it. */
function parameterNames(callable) {
  const whole = Function.prototype.toString.call(callable);
  const text = whole.startsWith("class") ? (/\bconstructor\s*(\([\s\S]*)/.exec(whole)?.[1] ?? "()") : whole;
  const single = /^(?:async\s+)?([A-Za-z_$][\w$]*)\s*=>/.exec(text);
  if (single !== null) return [single[1]];
  const start = text.indexOf("(") + 1;
  const names = [];
  let depth = 0;
  let current = "";
  for (const character of text.slice(start)) {
    if (depth === 0 && (character === "," || character === ")")) {
      const name = /[A-Za-z_$][\w$]*/.exec(current)?.[0];
      if (name !== undefined) names.push(name);
      current = "";
      if (character === ")") break;
      continue;
    }
    if ("([{".includes(character)) depth += 1;
    if (")]}".includes(character)) depth -= 1;
    current += character;
  }
  return names;
}

async function serve(file, handle, [place, name = "value"]) {
  const server = createServer(await makeHandler(file, handle, place === "params" ? name : undefined));
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  server.unref();
  return server.address().port;
}

async function makeHandler(file, handle, parameter) {
  const express = findExpress(file);
  if (express === undefined) return (request, response) => void simple(handle, request, response, parameter);
  const application = express();
  application.set("query parser", "extended");
  application.use(express.json(), express.text(), (request, _, next) => {
    request.cookies = cookiesOf(request);
    request.session ??= {};
    next();
  });
  application.all(parameter === undefined ? "/" : `/:${parameter}`, (request, response, next) => handle(request, response, next));
  application.use((error, request, response, next) => fail(error, response, next));
  return application;
}

/** Without a framework: Node's own request, with what most programs read from it. */
async function simple(handle, request, response, parameter) {
  const url = new URL(request.url, "http://localhost");
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString("utf8");
  const body = request.headers["content-type"]?.includes("json") ? JSON.parse(text) : text;
  Object.assign(request, { query: Object.fromEntries(url.searchParams), body, cookies: cookiesOf(request), params: parameter === undefined ? {} : { [parameter]: decodeURIComponent(url.pathname.slice(1)) } });
  try {
    await handle(request, response, (error) => fail(error, response));
  } catch (error) {
    fail(error, response);
  }
}

function fail(error, response) {
  if (response.headersSent) return response.destroy();
  response.setHeader("x-failure", error?.name ?? "Error");
  response.statusCode = 500;
  response.end();
}

function cookiesOf(request) {
  const pairs = (request.headers.cookie ?? "").split("; ").filter((pair) => pair.includes("="));
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), decodeURIComponent(pair.slice(pair.indexOf("=") + 1))]));
}

function findExpress(file) {
  const project = createRequire(resolve(file));
  try {
    return project("express");
  } catch {
    return existsSync("/node_modules/express") ? project("/node_modules/express") : undefined;
  }
}

/** Sends the value where the program reads it, and gives the whole answer. */
function exchange(port, [place, name = "value", ...deeper], value) {
  const headers = {};
  let path = "/";
  let body;
  const sent = nested(deeper, value);
  if (place === "query") path += `?${queryOf(name, sent)}`;
  if (place === "params") path += encodeURIComponent(String(sent));
  if (place === "cookies") headers.cookie = `${name}=${encodeURIComponent(String(sent))}`;
  if (place === "headers") headers[name] = headerValue(String(sent));
  if (place === "body") {
    headers["content-type"] = "application/json";
    body = JSON.stringify(name === "value" ? sent : { [name]: sent });
  }
  return new Promise((finish, refuse) => {
    const request = send({ [Symbol.for("assay.own")]: true, port, host: "127.0.0.1", path, headers, method: body === undefined ? "GET" : "POST" }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part) => (text += part));
      response.on("error", refuse);
      response.on("end", () => finish({ statusCode: response.statusCode, headers: response.headers, body: text, failure: response.headers["x-failure"] }));
    });
    request.on("error", refuse);
    request.end(body);
  });
}

function queryOf(name, value) {
  if (typeof value !== "object" || value === null) return `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`;
  return Object.entries(value).map(([key, one]) => queryOf(`${name}[${key}]`, one)).join("&");
}

/** What cannot stand in a header comes as its percent sign. */
function headerValue(text) {
  return text.replaceAll(/[^\t\u0020-\u007e]/g, (character) => encodeURIComponent(character));
}
