// Splits shell text into simple commands and their words, also inside substitutions, for advice about commands.

/** One word after quotes are taken away. A word that expansion or globbing changes is not literal. */
export interface ShellWord {
  readonly text: string;
  readonly isLiteral: boolean;
  readonly isQuoted: boolean;
}

/** One simple command: its words, and the bodies of its here-documents. */
export interface SimpleCommand {
  readonly words: readonly ShellWord[];
  readonly hereDocuments: readonly string[];
  /** Whether its input comes from a pipe. */
  readonly isPiped: boolean;
}

const MAXIMUM_DEPTH = 50;

/** All simple commands of a text in order; undefined when the text is nested too deep to be told. */
export function listSimpleCommands(text: string, depth = 0): readonly SimpleCommand[] | undefined {
  if (depth > MAXIMUM_DEPTH) return undefined;
  const reader = new ShellReader(text, depth);
  reader.readAll();
  return reader.isTooDeep ? undefined : reader.commands;
}

/** Reads one text from start to end. */
class ShellReader {
  readonly commands: SimpleCommand[] = [];
  isTooDeep = false;
  readonly #text: string;
  readonly #depth: number;
  #at = 0;
  #words: ShellWord[] = [];
  #isPiped = false;
  #documents: { readonly delimiter: string; readonly stripsTabs: boolean; readonly isPlain: boolean }[] = [];
  #waiting: { words: ShellWord[]; hereDocuments: string[]; isPiped: boolean } | undefined;

  constructor(text: string, depth: number) {
    this.#text = text.replaceAll("\\\n", "");
    this.#depth = depth;
  }

  readAll(): void {
    while (this.#at < this.#text.length) this.#readToken();
    this.#endCommand(false);
    this.#flush();
  }

  #readToken(): void {
    const character = this.#text[this.#at] ?? "";
    const two = this.#text.slice(this.#at, this.#at + 2);
    if (character === "\n") {
      this.#at += 1;
      this.#endCommand(false);
      this.#readDocuments();
    } else if (character === " " || character === "\t" || character === "\r") this.#at += 1;
    else if (character === "#") this.#at = this.#endOfLine();
    else if (two === "<<") this.#readDocumentStart();
    else if (two === "<(" || two === ">(") this.#readWord();
    else if (character === "<" || character === ">" || two === "&>") this.#skipRedirection();
    else if (/[;&|()]/.test(character)) this.#readOperator(character, two);
    else this.#readWord();
  }

  #readOperator(character: string, two: string): void {
    const isPipe = character === "|" && two !== "||";
    this.#at += two === "&&" || two === "||" || two === ";;" || two === "|&" ? 2 : 1;
    this.#endCommand(isPipe);
  }

  #endCommand(pipesOn: boolean): void {
    if (this.#words.length > 0) {
      this.#flush();
      this.#waiting = { words: this.#words, hereDocuments: [], isPiped: this.#isPiped };
      if (this.#documents.length === 0) this.#flush();
    }
    this.#words = [];
    this.#isPiped = pipesOn;
  }

  #flush(): void {
    if (this.#waiting !== undefined) this.commands.push(this.#waiting);
    this.#waiting = undefined;
  }

  #endOfLine(): number {
    const end = this.#text.indexOf("\n", this.#at);
    return end === -1 ? this.#text.length : end;
  }

  /** The target of `>` and `<` is a file and no command; a number before it is part of it. */
  #skipRedirection(): void {
    const last = this.#words.at(-1);
    if (last !== undefined && /^\d$/.test(last.text) && /\d/.test(this.#text[this.#at - 1] ?? "")) this.#words.pop();
    while (/[<>&|]/.test(this.#text[this.#at] ?? "")) this.#at += 1;
    while (/[ \t]/.test(this.#text[this.#at] ?? "")) this.#at += 1;
    const count = this.#words.length;
    if (!/[\n;|&()]/.test(this.#text[this.#at] ?? "\n")) this.#readWord();
    this.#words.length = Math.min(this.#words.length, count);
  }

  #readDocumentStart(): void {
    if (this.#text.startsWith("<<<", this.#at)) {
      this.#at += 3;
      const count = this.#words.length;
      while (/[ \t]/.test(this.#text[this.#at] ?? "")) this.#at += 1;
      this.#readWord();
      const [body] = this.#words.splice(count);
      // A here-string is a here-document of one line.
      this.#words.push({ text: `<<<${body?.text ?? ""}`, isLiteral: body?.isLiteral ?? true, isQuoted: true });
      return;
    }
    const stripsTabs = this.#text[this.#at + 2] === "-";
    this.#at += stripsTabs ? 3 : 2;
    while (/[ \t]/.test(this.#text[this.#at] ?? "")) this.#at += 1;
    const count = this.#words.length;
    this.#readWord();
    const [delimiter] = this.#words.splice(count);
    this.#documents.push({ delimiter: delimiter?.text ?? "", stripsTabs, isPlain: delimiter?.isQuoted ?? false });
  }

  #readDocuments(): void {
    for (const { delimiter, stripsTabs, isPlain } of this.#documents) {
      const lines: string[] = [];
      while (this.#at < this.#text.length) {
        const end = this.#endOfLine();
        const line = this.#text.slice(this.#at, end);
        this.#at = Math.min(this.#text.length, end + 1);
        if ((stripsTabs ? line.replace(/^\t+/, "") : line) === delimiter) break;
        lines.push(line);
      }
      const body = lines.join("\n");
      this.#waiting?.hereDocuments.push(body);
      // Substitutions inside run whatever the document is for, unless its delimiter is quoted.
      if (!isPlain) for (const match of body.matchAll(/\$\(((?:[^()]|\([^()]*\))*)\)|`([^`]*)`/g)) this.#readInner(match[1] ?? match[2] ?? "");
    }
    this.#documents = [];
    this.#flush();
  }

  #readInner(text: string): void {
    const inner = listSimpleCommands(text, this.#depth + 1);
    if (inner === undefined) this.isTooDeep = true;
    else this.commands.push(...inner);
  }

  #readWord(): void {
    const start = this.#at;
    let text = "";
    let isLiteral = true;
    let isQuoted = false;
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at] ?? "";
      const two = this.#text.slice(this.#at, this.#at + 2);
      if (character === "'" || two === "$'") {
        text += this.#readSingleQuoted(two === "$'");
        isQuoted = true;
      } else if (character === '"' || two === '$"') {
        const inner = this.#readDoubleQuoted(two === '$"');
        text += inner.text;
        isLiteral &&= inner.isLiteral;
        isQuoted = true;
      } else if (character === "\\") {
        text += this.#text[this.#at + 1] ?? "";
        this.#at += 2;
        isQuoted = true;
      } else if (character === "$" || character === "`" || two === "<(" || two === ">(") {
        this.#readExpansion(two);
        isLiteral = false;
      } else if (/[\s;&|()<>]/.test(character)) break;
      else {
        if (/[*?[{~]/.test(character) && !(character === "{" && /\s/.test(this.#text[this.#at + 1] ?? " "))) isLiteral = isLiteral && character === "[" && /\s/.test(this.#text[this.#at + 1] ?? " ");
        text += character;
        this.#at += 1;
      }
    }
    // Whatever it was, reading goes on behind it.
    if (this.#at === start) this.#at += 1;
    this.#words.push({ text, isLiteral, isQuoted });
  }

  #readSingleQuoted(isAnsi: boolean): string {
    this.#at += isAnsi ? 2 : 1;
    let text = "";
    while (this.#at < this.#text.length && this.#text[this.#at] !== "'") {
      if (isAnsi && this.#text[this.#at] === "\\") {
        const escape = /^\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|([0-7]{1,3})|(.))/s.exec(this.#text.slice(this.#at, this.#at + 6));
        const code = escape?.[1] ?? escape?.[2];
        text += code !== undefined ? String.fromCharCode(Number.parseInt(code, 16)) : escape?.[3] !== undefined ? String.fromCharCode(Number.parseInt(escape[3], 8)) : (escape?.[4] ?? "");
        this.#at += escape?.[0].length ?? 1;
      } else {
        text += this.#text[this.#at] ?? "";
        this.#at += 1;
      }
    }
    this.#at += 1;
    return text;
  }

  #readDoubleQuoted(isLocalised: boolean): { text: string; isLiteral: boolean } {
    this.#at += isLocalised ? 2 : 1;
    let text = "";
    let isLiteral = true;
    while (this.#at < this.#text.length && this.#text[this.#at] !== '"') {
      const character = this.#text[this.#at] ?? "";
      if (character === "\\") {
        const next = this.#text[this.#at + 1] ?? "";
        text += /["\\$`]/.test(next) ? next : character + next;
        this.#at += 2;
      } else if (character === "`" || (character === "$" && /[\w({@*#?$!-]/.test(this.#text[this.#at + 1] ?? ""))) {
        this.#readExpansion(this.#text.slice(this.#at, this.#at + 2));
        isLiteral = false;
      } else {
        text += character;
        this.#at += 1;
      }
    }
    this.#at += 1;
    return { text, isLiteral };
  }

  /** Passes over `$x`, `${…}`, `$(…)`, `` `…` ``, `<(…)` and reads the commands inside. */
  #readExpansion(two: string): void {
    if (two[0] === "`") {
      const end = this.#text.indexOf("`", this.#at + 1);
      const stop = end === -1 ? this.#text.length : end;
      this.#readInner(this.#text.slice(this.#at + 1, stop));
      this.#at = stop + 1;
    } else if (two[1] === "(") {
      const stop = this.#endOfBrackets("(", ")");
      this.#readInner(this.#text.slice(this.#at + 2, stop));
      this.#at = stop + 1;
    } else if (two === "${") {
      const stop = this.#endOfBrackets("{", "}");
      const inner = this.#text.slice(this.#at + 2, stop);
      if (/[`(]/.test(inner)) this.#readInner(`: "${inner.replaceAll('"', "")}"`);
      this.#at = stop + 1;
    } else {
      this.#at += 1 + (/^(?:\w+|[@*#?$!-])/.exec(this.#text.slice(this.#at + 1, this.#at + 100))?.[0].length ?? 0);
    }
  }

  /** Where the bracket at the expansion's second character closes, quotes respected. */
  #endOfBrackets(open: string, close: string): number {
    let depth = 0;
    let quote = "";
    for (let at = this.#at + 1; at < this.#text.length; at += 1) {
      const character = this.#text[at] ?? "";
      if (character === "\\" && quote !== "'") at += 1;
      else if (quote !== "") quote = character === quote ? "" : quote;
      else if (character === "'" || character === '"') quote = character;
      else if (character === open) depth += 1;
      else if (character === close && (depth -= 1) === 0) return at;
    }
    return this.#text.length;
  }
}
