// Notes whether a call comes through some lines of a program, by the counts that the engine keeps.

import { Session } from "node:inspector";
import { findSourceMap } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Lines of files, by path, and the calls between `begin` and `end`. */
export class Lines {
  #session = new Session();
  #wanted;
  #spans = new Map();

  constructor(lines) {
    this.#wanted = Object.entries(lines).map(([path, numbers]) => ({ path: resolve(path), url: pathToFileURL(resolve(path)).href, numbers }));
    this.#session.connect();
    this.#post("Profiler.enable");
    this.#post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    this.#post("Debugger.enable");
  }

  begin() {
    this.#post("Profiler.takePreciseCoverage");
  }

  end() {
    const { result } = this.#post("Profiler.takePreciseCoverage");
    return this.#wanted.some(({ path, url, numbers }) => result.some((script) => (script.url === url || script.url === path) && this.#offsets(script, path, numbers).some((offset) => countAt(script.functions, offset) > 0)));
  }

  /** Where the lines' code begins in the text that the engine runs, which a compiler may have moved. */
  #offsets({ scriptId, url }, path, numbers) {
    const known = this.#spans.get(scriptId);
    if (known !== undefined) return known;
    const text = this.#post("Debugger.getScriptSource", { scriptId }).scriptSource;
    const starts = [0];
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    const map = findSourceMap(path) ?? findSourceMap(url);
    const wanted = new Set(numbers);
    const isWanted = (line, offset) => (map === undefined ? wanted.has(line + 1) : wanted.has((map.findEntry(line, offset).originalLine ?? -2) + 1));
    const offsets = starts.flatMap((start, line) => {
      const indent = /^\s*/.exec(text.slice(start, text.indexOf("\n", start) === -1 ? undefined : text.indexOf("\n", start)))[0].length;
      return isWanted(line, indent) ? [start + indent] : [];
    });
    this.#spans.set(scriptId, offsets);
    return offsets;
  }

  #post(method, parameters = {}) {
    let answer;
    this.#session.post(method, parameters, (error, result) => (answer = error === null ? result : { result: [], scriptSource: "" }));
    return answer ?? { result: [], scriptSource: "" };
  }
}

/** How often the innermost block ran that holds the place. */
function countAt(functions, offset) {
  let best = { size: Infinity, count: 0 };
  for (const { ranges } of functions) {
    for (const { startOffset, endOffset, count } of ranges) {
      if (startOffset <= offset && offset < endOffset && endOffset - startOffset <= best.size) best = { size: endOffset - startOffset, count };
    }
  }
  return best.count;
}
