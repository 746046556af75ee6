// What a call came to, in a form that two versions of a program can be compared by.

const MAXIMUM_ITEMS = 50;
const MAXIMUM_CHARACTERS = 20_000;
const MAXIMUM_DEPTH = 5;

export class Outcome {
  value = null;
  kept = undefined;
  error = undefined;
  printed = "";
  seconds = 0;
  headers = {};
  status = undefined;

  async take(value) {
    this.kept = value;
    this.value = plain(await this.#takeResponse(value));
  }

  takeError(error) {
    this.error = error?.name ?? "Error";
  }

  /** Status and headers of a `Response`, of a function's answer in a cloud, or of what came over HTTP; its body is the value. */
  async #takeResponse(value) {
    if (typeof Response !== "undefined" && value instanceof Response) {
      this.headers = Object.fromEntries(value.headers);
      this.status = value.status;
      return value.text();
    }
    const status = value?.statusCode;
    if (typeof status === "number") {
      this.headers = Object.fromEntries(Object.entries(value.headers ?? {}).map(([key, one]) => [key.toLowerCase(), String(one)]));
      this.status = status;
      if (value.failure !== undefined) this.error = value.failure;
      return value.body ?? null;
    }
    return value;
  }

  shown() {
    if (this.error !== undefined) return { error: this.error };
    const response = this.status === undefined ? {} : { status: this.status, location: this.headers.location ?? null };
    return { value: this.value, printed: this.printed, ...response };
  }

  /** Everything that comes out of the call. */
  text() {
    return this.printed + (typeof this.value === "string" ? this.value : JSON.stringify(this.value)) + JSON.stringify(this.headers);
  }
}

/** Plain data; of an object of a class only what its class is called. */
function plain(value, depth = 0) {
  if (value === undefined || value === null || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return value ?? null;
  if (typeof value === "string") return value.slice(0, MAXIMUM_CHARACTERS);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("utf8").slice(0, MAXIMUM_CHARACTERS);
  if (typeof value !== "object") return typeof value === "function" ? "function" : String(value);
  if (depth > MAXIMUM_DEPTH) return "object";
  if (value instanceof Map || value instanceof Set) return plain([...value], depth + 1);
  if (Array.isArray(value)) return value.slice(0, MAXIMUM_ITEMS).map((one) => plain(one, depth + 1));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype && Object.getPrototypeOf(prototype) !== null) return prototype.constructor?.name ?? "object";
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.slice(0, MAXIMUM_ITEMS).map(([key, one]) => [key, plain(one, depth + 1)]));
}
