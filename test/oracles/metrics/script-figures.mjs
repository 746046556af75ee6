// Prints the figures of ESLint, eslint-plugin-sonarjs or escomplex for the files named on standard input, one JSON record a line.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { Linter } from "eslint";
import * as typescriptParser from "@typescript-eslint/parser";
import sonarjs from "eslint-plugin-sonarjs";

const require = createRequire(import.meta.url);
const { builtinRules } = (await import("eslint/use-at-your-own-risk")).default;
const complexity = builtinRules.get("complexity");

/** Lets a rule run as it is and keeps what it reports, with the node it was at. */
function recording(rule, options, onReport) {
  return {
    meta: { ...rule.meta, schema: false, defaultOptions: undefined },
    create(context) {
      const seen = Object.create(context, {
        options: { value: options },
        report: { value: (descriptor) => onReport(descriptor, context) },
      });
      return rule.create(seen);
    },
  };
}

/** Where the definition itself starts: methods at their key, everything below its decorators. */
function startOf(node, sourceCode) {
  const parent = node.parent;
  const isMember = parent !== undefined && parent.value === node && (parent.type === "MethodDefinition" || (parent.type === "Property" && (parent.method || parent.kind !== "init")));
  const owner = isMember ? parent : node;
  const last = owner.decorators?.at(-1);
  const token = last === undefined ? sourceCode.getFirstToken(owner) : sourceCode.getTokenAfter(last);
  return token.range[0];
}

function lint(path, rules) {
  const linter = new Linter();
  const messages = linter.verify(
    readFileSync(path, "utf8"),
    {
      files: ["**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}"],
      linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "off" },
      languageOptions: {
        parser: typescriptParser,
        parserOptions: { ecmaFeatures: { jsx: !/\.[cm]?ts$/.test(path), globalReturn: true }, range: true, loc: true },
      },
      plugins: { own: { rules } },
      rules: Object.fromEntries(Object.keys(rules).map((name) => [`own/${name}`, "error"])),
    },
    "file" + path.slice(path.lastIndexOf(".")),
  );
  const fatal = messages.find((message) => message.fatal);
  if (fatal !== undefined) throw new Error(fatal.message);
}

const tools = {
  eslint(path) {
    const functions = [];
    const rule = recording(complexity, [0], ({ node, data }, { sourceCode }) => {
      functions.push({ start: startOf(node, sourceCode), name: data.name, value: data.complexity });
    });
    lint(path, { complexity: rule });
    return { functions };
  },
  sonar(path) {
    const functions = [];
    let current;
    const rule = recording(sonarjs.rules["cognitive-complexity"], [0], (descriptor, { sourceCode }) => {
      functions.push({ start: startOf(current.at(-1), sourceCode), name: "", value: descriptor.data.complexityAmount });
    });
    // The rule reports when it leaves a function, and says only the place of its first word: remember the node.
    const inner = rule.create;
    rule.create = (context) => {
      current = [];
      const visitor = inner(context);
      const leave = visitor[":function:exit"];
      return {
        ...visitor,
        ":function:exit"(node) {
          current.push(node);
          leave(node);
          current.pop();
        },
      };
    };
    lint(path, { cognitive: rule });
    return { functions };
  },
  escomplex(path) {
    const ast = require("esprima").parse(readFileSync(path, "utf8").replace(/^#!.*/, ""), { loc: true });
    const report = require("escomplex").analyse(ast, require("escomplex-ast-moz"), {
      logicalor: true,
      switchcase: true,
      forin: false,
      trycatch: false,
      newmi: false,
    });
    const figuresOf = ({ line, sloc, cyclomatic, halstead, params }) => {
      const { operators, operands, volume, difficulty, effort, time, bugs } = halstead;
      return {
        line,
        logical: sloc.logical,
        cyclomatic,
        params,
        halstead: [operators.distinct, operands.distinct, operators.total, operands.total, volume, difficulty, effort, time, bugs],
      };
    };
    return { aggregate: figuresOf(report.aggregate), maintainability: report.maintainability, functions: report.functions.map(figuresOf) };
  },
};

const measure = tools[process.argv[2]];
for await (const path of createInterface({ input: process.stdin })) {
  let record;
  try {
    record = { path, ...measure(path) };
  } catch (error) {
    record = { path, error: String(error.message).slice(0, 200) };
  }
  process.stdout.write(`${JSON.stringify(record)}\n`);
}
