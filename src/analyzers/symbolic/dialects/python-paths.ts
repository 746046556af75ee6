// Python's paths in a simulation: `os.path`, and pathlib's, which are held as text.

import type { Builtin, CallArguments, TextMethod } from "../dialect.ts";
import { type Machine, SimulatedError } from "../machine.ts";
import { type Value, boolean, carries, list, nothing, text, unknown } from "../values.ts";
import { absolutePath, normalizePath, onPath, pathText } from "./text-tools.ts";

const joinPaths: Builtin = (machine, given) => {
  let joined = "";
  for (const value of given.positional) {
    const part = pathText(machine, value);
    joined = part.startsWith("/") || joined === "" ? part : `${joined.replace(/\/$/, "")}/${part}`;
  }
  return text(joined);
};

export const pathFunctions: readonly (readonly [string, Builtin])[] = [
  ["os.path.join", joinPaths],
  ["os.path.normpath", onPath(normalizePath)],
  ["os.path.abspath", onPath(absolutePath)],
  ["os.path.realpath", onPath(absolutePath)],
  ["os.path.basename", onPath((path) => path.slice(path.lastIndexOf("/") + 1), "basename")],
  ["os.path.dirname", onPath((path) => path.slice(0, Math.max(0, path.lastIndexOf("/"))))],
  ["os.path.relpath", (machine, given) => {
    const [path, start = text("/srv/cwd")] = given.positional;
    const [whole, base] = [absolutePath(pathText(machine, path ?? nothing)), absolutePath(pathText(machine, start))];
    return text(whole.startsWith(`${base}/`) ? whole.slice(base.length + 1) : `..${whole}`);
  }],
  ["os.path.isabs", (machine, given) => boolean(pathText(machine, given.positional[0] ?? nothing).startsWith("/"))],
  ["os.path.exists", () => unknown("exists")],
  ["os.path.isfile", () => unknown("isfile")],
  ["os.path.commonpath", (machine, given) => commonPath(machine, given)],
  ["os.path.commonprefix", (machine, given) => commonPrefix(machine, given)],
  ["os.getcwd", () => text("/srv/cwd")],
  ["os.path.splitext", (machine, given) => {
    const path = pathText(machine, given.positional[0] ?? nothing);
    const dot = path.lastIndexOf(".");
    return dot <= path.lastIndexOf("/") + 1 ? list([text(path), text("")], "tuple") : list([text(path.slice(0, dot)), text(path.slice(dot))], "tuple");
  }],
  ["pathlib.Path", joinPaths],
  ["pathlib.PurePath", joinPaths],
  ["pathlib.PurePosixPath", joinPaths],
];

function commonPath(machine: Machine, given: CallArguments): Value {
  const paths = given.positional[0];
  if (paths?.type !== "list") return unknown("commonpath");
  const split = paths.items.map((item) => pathText(machine, item).split("/"));
  notePaths(machine, paths.items);
  const [first = []] = split;
  const shared = first.findIndex((part, index) => split.some((other) => other[index] !== part));
  return text((shared === -1 ? first : first.slice(0, shared)).join("/"));
}

/** Compared letter by letter: a neighbour that only begins alike has the whole name in common. */
function commonPrefix(machine: Machine, given: CallArguments): Value {
  const paths = given.positional[0];
  if (paths?.type !== "list") return unknown("commonprefix");
  notePaths(machine, paths.items);
  const [first = "", ...others] = paths.items.map((item) => pathText(machine, item));
  const end = [...first].findIndex((letter, index) => others.some((other) => other[index] !== letter));
  return text(end === -1 ? first : first.slice(0, end));
}

/** Paths that a path is held against are what attacks are made from. */
function notePaths(machine: Machine, items: readonly Value[]): void {
  if (!items.some(carries)) return;
  for (const item of items) if (!carries(item)) machine.comparedWith.add(pathText(machine, item));
}

export const pathMethods: readonly (readonly [string, TextMethod])[] = [
  // pathlib's own, on paths that are held as text.
  ["resolve", (receiver, _, machine) => text(absolutePath(pathText(machine, receiver)))],
  ["absolute", (receiver, _, machine) => text(absolutePath(pathText(machine, receiver)))],
  ["joinpath", (receiver, given, machine) => joinPaths(machine, { positional: [receiver, ...given.positional], named: new Map() }) ?? nothing],
  ["is_relative_to", (receiver, given, machine) => {
    const base = pathText(machine, given.positional[0] ?? nothing).replace(/\/$/, "");
    const path = pathText(machine, receiver);
    return boolean(path === base || path.startsWith(`${base}/`));
  }],
  ["relative_to", (receiver, given, machine) => {
    const base = pathText(machine, given.positional[0] ?? nothing).replace(/\/$/, "");
    const path = pathText(machine, receiver);
    if (path !== base && !path.startsWith(`${base}/`)) throw new SimulatedError(unknown("ValueError"));
    return text(path.slice(base.length + 1));
  }],
  ["exists", () => unknown("exists")],
  ["is_file", () => unknown("is_file")],
];
