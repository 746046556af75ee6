// Examines the machine: each thing that Assay needs or can use, whether it works here, and what mends it.

import { runGit } from "../repository/run-git.ts";
import { languages } from "../languages/registry.generated.ts";
import { toolVersion } from "../model/version.ts";
import { createAnalyst } from "./analyst.ts";
import { checkExecution } from "./run-code.ts";

export interface DoctorCheck {
  readonly id: string;
  readonly title: string;
  /** `limited`: Assay does without it, with less. */
  readonly status: "works" | "limited" | "broken";
  readonly detail: string;
  readonly nextStep?: string;
}

export interface DoctorReport {
  readonly schemaVersion: 1;
  readonly toolVersion: string;
  readonly checks: readonly DoctorCheck[];
}

/** Runs every check; a failing check is data, never a throw. */
export async function examineMachine(cwd: string): Promise<DoctorReport> {
  const checks = [
    checkNode(),
    await checkGit(cwd),
    ...(await Promise.all(languages.map((language) => checkParser(language.id)))),
    ...(await checkExecution()),
  ];
  return { schemaVersion: 1, toolVersion, checks };
}

function checkNode(): DoctorCheck {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isSupported = major > 20 || (major === 20 && minor >= 19);
  return {
    id: "node",
    title: "Node",
    status: isSupported ? "works" : "broken",
    detail: `${process.versions.node} on ${process.platform} ${process.arch}`,
    ...(isSupported ? {} : { nextStep: "Install Node 20.19 or later." }),
  };
}

async function checkGit(cwd: string): Promise<DoctorCheck> {
  const answer = await runGit({ root: cwd, arguments: ["--version"] });
  if (answer.ok) return { id: "git", title: "git", status: "works", detail: answer.output.toString("utf8").trim() };
  return {
    id: "git",
    title: "git",
    status: "limited",
    detail: "not found: folders are walked, and --since does not work",
    nextStep: "Install git.",
  };
}

/** Parses a word with the real parser: that its files are there does not prove that they load. */
async function checkParser(language: string): Promise<DoctorCheck> {
  const title = `parser: ${language}`;
  try {
    const analyst = createAnalyst({
      configurations: { none: [] },
      maxFileSizeBytes: 1024,
      includesGenerated: true,
      today: "1970-01-01",
      nestingLimit: 100,
    });
    const job = { path: "probe", absolutePath: "/probe", language, sizeBytes: 1, configuration: "none" };
    await analyst.analyseText(job, "x");
    return { id: `parser-${language}`, title, status: "works", detail: "loaded and parsed" };
  } catch (error) {
    return {
      id: `parser-${language}`,
      title,
      status: "broken",
      detail: error instanceof Error ? error.message : String(error),
      nextStep: "Install Assay again; its native parser for this platform may be missing.",
    };
  }
}
