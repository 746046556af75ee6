// How names are bound in JavaScript and TypeScript, and the names that exist without an import.

import { Kind } from "../../syntax/kinds.ts";
import type { ScopeKind, ScopeRules } from "../../syntax/language.ts";

const opens: ReadonlyMap<Kind, ScopeKind> = new Map<Kind, ScopeKind>([
  [Kind.FunctionDeclaration, "function"],
  [Kind.FunctionExpression, "function"],
  [Kind.ArrowFunction, "function"],
  [Kind.StaticBlock, "function"],
  [Kind.Namespace, "function"],
  [Kind.ClassDeclaration, "class"],
  [Kind.ClassExpression, "class"],
  [Kind.Block, "block"],
  [Kind.For, "block"],
  [Kind.ForEach, "block"],
  [Kind.Switch, "block"],
  [Kind.Handler, "block"],
  [Kind.TypeAlias, "block"],
  [Kind.Interface, "block"],
]);

/** Globals of the language and of its two common hosts, the browser and Node. */
const builtins: ReadonlySet<string> = new Set(
  `AggregateError Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError
  FinalizationRegistry Float16Array Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array Intl
  Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set
  SharedArrayBuffer String Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray
  WeakMap WeakRef WeakSet arguments decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval globalThis
  isFinite isNaN parseFloat parseInt undefined unescape
  AbortController AbortSignal Blob Buffer Event EventTarget FormData Headers Request Response TextDecoder TextEncoder
  URL URLSearchParams WebAssembly WebSocket __dirname __filename atob btoa clearImmediate clearInterval clearTimeout
  console crypto exports fetch global module performance process queueMicrotask require setImmediate setInterval
  setTimeout structuredClone
  CustomEvent DOMParser Document Element HTMLElement Image IntersectionObserver MutationObserver Node ResizeObserver
  Storage Window Worker XMLHttpRequest alert cancelAnimationFrame confirm customElements document history indexedDB
  localStorage location navigator postMessage prompt requestAnimationFrame self sessionStorage window`.split(/\s+/),
);

/** Shared by both languages: TypeScript adds types, not another way to bind names. */
export const scriptScopeRules: ScopeRules = {
  opens,
  binding: "explicit",
  isClassScopeVisibleInside: true,
  builtins,
};
