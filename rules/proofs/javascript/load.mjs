// Loads a file of the project and finds the function in it, whether the file hands it out or not.

import Module, { register } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Why nothing can be proven here. */
export class CannotRun extends Error {}

const JUST_A_NAME = /^[A-Za-z_$][\w$]*$/;
const FOUND = Symbol.for("assay.found");

/** The function and, of a method, the class or object that has it. */
export async function load(file, name) {
  const [root, ...rest] = name.split(".");
  const url = pathToFileURL(resolve(file)).href;
  if (!JUST_A_NAME.test(root)) throw new CannotRun(`${name} is no name`);
  handOut(resolve(file), url, `\n;globalThis[Symbol.for("assay.found")] = typeof ${root} === "undefined" ? undefined : ${root};\n`);
  let exported;
  try {
    exported = await import(url);
  } catch (error) {
    throw new CannotRun(`${file} cannot be loaded: ${String(error?.message ?? error).split("\n")[0]}`);
  }
  const first = globalThis[FOUND] ?? exported[root] ?? exported.default?.[root];
  const method = rest.at(-1);
  if (method === undefined) {
    if (typeof first !== "function") throw new CannotRun(`${name} cannot be found at the top of ${file}`);
    return { callable: first };
  }
  const owner = rest.slice(0, -1).reduce((object, part) => object?.[part], first);
  const callable = owner?.prototype?.[method] ?? owner?.[method];
  if (typeof callable !== "function") throw new CannotRun(`${name} cannot be found in ${file}`);
  return { callable, owner };
}

/** Adds a line to the file as it is loaded, whichever kind of module it is. */
function handOut(path, url, suffix) {
  register("./hooks.mjs", import.meta.url, { data: { url, suffix } });
  const compile = Module.prototype._compile;
  Module.prototype._compile = function compileWithSuffix(text, name, ...rest) {
    return Reflect.apply(compile, this, [name === path ? text + suffix : text, name, ...rest]);
  };
}
