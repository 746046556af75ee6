// What a module hands out, as routes to call: functions, methods of classes and of what factories make, each with ordinary arguments.

import { mkdirSync } from "node:fs";
import { resolve } from "node:path";

/** Where functions that are given a folder are to stay. */
export const FOLDER = resolve("given-folder");

const MAXIMUM_METHODS = 20;
const MAXIMUM_FIELDS = 16;
const callbackNames = /^(?:callback|cb|done|next|fn|func|reply|encode|decode|replacer|reviver|iteratee|transform)$/i;
const folderNames = /(?:^|_)(?:dir|dirname|folder|root|dest|destination|base|basedir|cwd|directory|output|out)$|(?:Dir|Folder|Root|Directory|Base)$/i;
const numberNames = /^(?:n|num|number|count|size|limit|minutes|seconds|hours|days|ms|quantity|index|offset|width|height|depth|port|length|max\w*|min\w*)$/i;
const objectNames = /^(?:target|object|obj|into|defaults|source|src|data|map|store|state|context|props)$/i;
const optionNames = /^(?:options|opts|opt|settings|config|configuration)$/i;
/** Members that every text, list, date or function has: they tell the type, not a field. */
const common = new Set([String, Array, Function, Object, Date, RegExp, Number, Uint8Array, Map, Set, Promise].flatMap((type) => Object.getOwnPropertyNames(type.prototype)));
const ofDate = /^(?:getTime|toISOString|toUTCString|getFullYear|getMonth|getDate|getHours)$/;

/** A call that leaves everything as it is but one argument. `follow` calls what the result or its owner has besides. */
export class Route {
  constructor({ callable, made, begin, follow = () => [] }) {
    this.callable = callable;
    this.parameters = parametersOf(made);
    this.begin = begin;
    this.follow = follow;
  }

  ordinary() {
    return this.parameters.map(plainOf);
  }

  /** Each parameter as a whole and each field of it, in the order of the text. */
  places() {
    return this.parameters.flatMap((parameter, index) => {
      if (parameter.isCallback) return [];
      const whole = { name: parameter.name, isFolder: parameter.isFolder, given: (value) => this.#with(index, value) };
      const fields = parameter.fields.map((field) => ({ name: `${parameter.name}.${field.name}`, isFolder: field.isFolder, given: (value) => this.#with(index, { ...fieldsOf(parameter), [field.name]: value }) }));
      return [whole, ...fields];
    });
  }

  #with(index, value) {
    const given = this.ordinary();
    given[index] = value;
    return given;
  }
}

/** The whole text of the file: what takes options hands them on. */
let fileText = "";

/** The routes into a loaded module, in the order of its names. */
export function routesOf(exported, name, text) {
  fileText = text;
  mkdirSync(FOLDER, { recursive: true });
  const routes = [];
  const seen = new Set();
  for (const [callable, value, owner] of handedOut(exported, name)) {
    if (typeof value !== "function" || seen.has(value)) continue;
    seen.add(value);
    routes.push(...(hasMethods(value.prototype) ? routesOfClass(callable, value) : routesOfFunction(callable, value, owner)));
  }
  return routes;
}

function* handedOut(exported, name) {
  const whole = exported.default ?? exported["module.exports"];
  if (typeof whole === "function") yield [whole.name === "" || whole.name === "exports" ? name : whole.name, whole, undefined];
  for (const owner of [exported, whole]) {
    if (owner === null || (typeof owner !== "object" && typeof owner !== "function")) continue;
    for (const key of Object.keys(owner)) if (key !== "default" && key !== "module.exports") yield [key, owner[key], owner === exported ? undefined : owner];
  }
}

function routesOfClass(callable, type) {
  const make = (given) => Reflect.construct(type, given);
  const ordinary = () => make(parametersOf(type).map(plainOf));
  return [new Route({ callable: `new ${callable}`, made: type, begin: make, follow: callsOf }), ...routesOfMethods(callable, ordinary)];
}

function routesOfFunction(callable, made, owner) {
  const begin = (given) => Reflect.apply(made, owner, given);
  const ordinary = () => begin(parametersOf(made).map(plainOf));
  const methods = /\breturn\b|=>/.test(sourceOf(made)) ? routesOfMethods(callable, ordinary) : [];
  return [new Route({ callable, made, begin, follow: methods.length > 0 ? callsOf : undefined }), ...methods];
}

/** Methods of what `make` gives anew for each call. */
function routesOfMethods(callable, make) {
  let example;
  try {
    example = make();
  } catch {
    return [];
  }
  return methodsOf(example).map((key) => {
    let object;
    const begin = (given) => {
      object = make();
      return object[key](...given);
    };
    return new Route({ callable: `${callable}().${key}`, made: originalOf(example, key), begin, follow: () => callsOf(object, key) });
  });
}

/** A method that was bound shows its text no more: the prototype's does. */
function originalOf(object, key) {
  const own = object[key];
  return isNative(own) ? (Object.getPrototypeOf(object)?.[key] ?? own) : own;
}

function isNative(made) {
  return /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(made));
}

/** Ordinary calls of all that an object can do, but what was called already. */
function callsOf(object, called) {
  return methodsOf(object).filter((key) => key !== called).map((key) => () => object[key](...parametersOf(originalOf(object, key)).map(plainOf)));
}

function methodsOf(object) {
  if (typeof object !== "object" || object === null || Array.isArray(object) || typeof object.then === "function" || ArrayBuffer.isView(object)) return [];
  const keys = new Set();
  for (let at = object; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    // A class of the engine has nothing of the project's.
    if (at !== object && typeof at.constructor === "function" && isNative(at.constructor)) break;
    for (const key of Object.getOwnPropertyNames(at)) if (key !== "constructor" && typeof Object.getOwnPropertyDescriptor(at, key).value === "function") keys.add(key);
  }
  return [...keys].slice(0, MAXIMUM_METHODS);
}

function hasMethods(prototype) {
  return prototype !== undefined && prototype !== null && Object.getPrototypeOf(prototype) !== null && Object.getOwnPropertyNames(prototype).length > 1;
}

function sourceOf(made) {
  const whole = Function.prototype.toString.call(made);
  return whole.startsWith("class") ? (/\bconstructor\s*(\([\s\S]*)/.exec(whole)?.[1] ?? "() {}") : whole;
}

function parametersOf(made) {
  const text = sourceOf(made);
  const parts = partsOf(text);
  if (parts.length === 0 && /\barguments\b/.test(text)) return [0, 1, 2].map((index) => describe(`arguments[${index}]`, ""));
  return parts.map((part, index) => {
    const inner = /^\{([\s\S]*)\}/.exec(part)?.[1];
    if (inner === undefined) return describe(/[A-Za-z_$][\w$]*/.exec(part)?.[0] ?? `parameter ${index + 1}`, text);
    const fields = inner.split(",").flatMap((one) => /^\s*([A-Za-z_$][\w$]*)/.exec(one)?.[1] ?? []);
    return { name: `parameter ${index + 1}`, isFolder: false, isCallback: false, isOptions: false, fields: fields.map((name) => fieldOf(name, text, name)) };
  });
}

/** The texts between the commas of a function's parameters. */
function partsOf(text) {
  const single = /^(?:async\s+)?([A-Za-z_$][\w$]*)\s*=>/.exec(text);
  if (single !== null) return [single[1]];
  const parts = [""];
  let depth = 0;
  for (const character of text.slice(text.indexOf("(") + 1)) {
    if (depth === 0 && character === ")") break;
    if (depth === 0 && character === ",") {
      parts.push("");
      continue;
    }
    if ("([{".includes(character)) depth += 1;
    if (")]}".includes(character)) depth -= 1;
    parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

function describe(name, body) {
  const text = optionNames.test(name) ? body + fileText : body;
  const quoted = RegExp.escape === undefined ? name.replaceAll(/[$[\]]/g, "\\$&") : RegExp.escape(name);
  const aliases = [...text.matchAll(new RegExp(`([A-Za-z_$][\\w$]*)\\s*=\\s*${quoted}\\s*(?:\\|\\||\\?\\?)`, "g"))].map(([, alias]) => alias.replaceAll("$", "\\$"));
  const all = [quoted, ...aliases].join("|");
  const members = [...text.matchAll(new RegExp(`(?<![\\w$.])(?:${all})\\??\\.([A-Za-z_$][\\w$]*)`, "g"))].map(([, member]) => member);
  const fields = [...new Set(members.filter((member) => !common.has(member)))].slice(0, MAXIMUM_FIELDS);
  return {
    name,
    isFolder: folderNames.test(name),
    isCallback: callbackNames.test(name),
    isOptions: optionNames.test(name) || (fields.length > 0 && new RegExp(`(?:\\|\\||\\?\\?)\\s*\\{\\}|(?<![\\w$])${quoted}\\s*=\\s*\\{\\}`).test(text)),
    isDate: members.some((member) => ofDate.test(member)),
    fields: fields.map((field) => fieldOf(field, text, `(?:${all})\\??\\.${field}`)),
  };
}

function fieldOf(name, text, written) {
  const isDate = [...text.matchAll(new RegExp(`(?<![\\w$.])${written.replaceAll("$", "\\$")}\\.([A-Za-z]+)`, "g"))].some(([, member]) => ofDate.test(member));
  return { name, isFolder: folderNames.test(name), isCallback: callbackNames.test(name), isOptions: false, isDate, fields: [] };
}

function plainOf({ name, isFolder, isCallback, isOptions, isDate, fields }) {
  if (isCallback) return () => "text";
  if (isDate) return new Date(Date.UTC(2024, 0, 2));
  if (isOptions) return {};
  if (fields.length > 0) return fieldsOf({ fields });
  if (isFolder) return FOLDER;
  if (numberNames.test(name)) return 3;
  return objectNames.test(name) ? { text: "text" } : "text";
}

function fieldsOf({ fields, isOptions }) {
  return isOptions ? {} : Object.fromEntries(fields.map((field) => [field.name, plainOf(field)]));
}
