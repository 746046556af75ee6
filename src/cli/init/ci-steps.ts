// Steps that put the gate into a CI: a workflow of GitHub, a job of GitLab.

import { type InitStep, type Surroundings, append, toShell } from "./file-change.ts";

const github: InitStep = {
  name: "github",
  description: "a workflow in .github/workflows/assay.yml",
  hints: [".github"],
  plan: (read, { source }) => {
    const path = ".github/workflows/assay.yml";
    if (read(path) !== undefined) return { path, done: "the workflow is there" };
    return { path, before: undefined, after: workflow(source) };
  },
};

function workflow(source: Surroundings["source"]): string {
  return `name: assay
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          # New code is measured against where the branch left its target.
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 20
      - run: ${toShell(installCommand(source))}
      - uses: actions/cache@v4
        with:
          path: .assay-cache
          key: assay-\${{ runner.os }}-\${{ github.sha }}
          restore-keys: assay-\${{ runner.os }}-
      - run: assay gate --cache-location .assay-cache --format github --output sarif=assay.sarif
`;
}

function installCommand({ address, revision }: Surroundings["source"]): readonly string[] {
  const url = /^(?:git\+|https?:|ssh:|file:)/.test(address) ? address.replace(/^(?!git\+)/, "git+") : address.startsWith("/") ? `git+file://${address}` : `git+ssh://${address.replace(/^(\w+@[^:/]+):/, "$1/")}`;
  return ["npm", "install", "--global", "--install-links", `${url}#${revision}`];
}

const gitlab: InitStep = {
  name: "gitlab",
  description: "a job in .gitlab-ci.yml",
  hints: [".gitlab-ci.yml"],
  plan: (read, { source }) => {
    const path = ".gitlab-ci.yml";
    const before = read(path);
    if (before !== undefined && /^assay:/m.test(before)) return { path, done: "the job is there" };
    return { path, before, after: before === undefined ? job(source) : append(before, `\n${job(source)}`) };
  },
};

function job(source: Surroundings["source"]): string {
  return `assay:
  image: node:20
  variables:
    # New code is measured against where the branch left its target.
    GIT_DEPTH: 0
  cache:
    key: assay
    paths: [.assay-cache/]
  before_script:
    - ${toShell(installCommand(source))}
  script:
    - assay gate --cache-location .assay-cache --output gitlab-quality=gl-code-quality.json --output gitlab-sast=gl-sast-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality.json
      sast: gl-sast-report.json
`;
}

export const ciSteps: readonly InitStep[] = [github, gitlab];
