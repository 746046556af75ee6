// A document that must not return: a collection that answers as MongoDB does, by the operators of its query language.

import { prove } from "./frame.mjs";
import { Query } from "mingo";

const ORDINARY = "1";
const CANARY = "canary-document";
const attacks = [{ $ne: null }, { $gt: "" }, { $exists: true }, { $nin: [] }, { $regex: ".*" }, { $not: { $eq: "x" } }, { $in: [CANARY, ORDINARY] }, "' || '1'=='1"];
let isFound = false;

/** Documents that have whichever fields are asked for; those that differ in one field come first. */
function matches(criteria) {
  const query = new Query(criteria ?? {});
  const names = Object.keys(criteria ?? {}).filter((name) => !name.startsWith("$"));
  const wanted = (name) => (typeof criteria[name] === "object" ? ORDINARY : criteria[name]);
  const others = names.map((differing) => Object.fromEntries([["_id", CANARY], ...names.map((name) => [name, name === differing ? CANARY : wanted(name)])]));
  const ordinary = Object.fromEntries(["_id", ...names].map((name) => [name, ORDINARY]));
  const found = [...others, ordinary].filter((document) => query.test(document));
  isFound ||= found.some((document) => document !== ordinary);
  return found;
}

function collection() {
  const cursor = (found) => Object.assign(Promise.resolve(found), { toArray: async () => found, exec: async () => found, limit: () => cursor(found), sort: () => cursor(found), lean: () => cursor(found) });
  const double = { find: (criteria) => cursor(matches(criteria)), countDocuments: async (criteria) => matches(criteria).length };
  for (const name of ["findOne", "findOneAndUpdate", "findOneAndDelete"]) double[name] = async (criteria) => matches(criteria)[0] ?? null;
  for (const name of ["deleteOne", "deleteMany", "updateOne", "updateMany"]) double[name] = async (criteria) => ({ count: matches(criteria).length });
  double.collection = () => double;
  return double;
}

export function proveDocument() {
  const doubles = [[/^(?:db|database|client|users?|accounts?|orders?|products?|model|(?:\w+)?[cC]ollection|coll)$/, collection]];
  return prove({ benign: ORDINARY, attacks, doubles, isExploited: () => isFound, beforeCall: () => (isFound = false) });
}
