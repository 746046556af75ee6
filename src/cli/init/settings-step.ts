// The step that offers a settings file.

import type { InitStep } from "./file-change.ts";

const starterSettings = `# Settings of Assay for this project. Every key is optional; docs/settings.md lists them all.

# What is not scanned, besides what git ignores.
exclude: []

# Findings of at least this severity make the command fail: error, warning or info.
failLevel: error

# Turn a rule off, change its severity, or set its options.
rules: {}
#  python/weak-hash: off
#  python/unused-import: info

# Other rules for some files.
overrides: []
#  - files: ["tests/**"]
#    rules:
#      python/hard-coded-secret: off

# Known findings, which do not fail: \`assay baseline\` writes them.
# baseline: .assay-baseline.json

# What \`assay gate\` asks for; without it, nothing new and nothing worse.
# gate:
#   conditions:
#     - { metric: findings, on: new, atMost: 0 }
`;

const names = [".assay.yaml", ".assay.yml", ".assay.json", "assay.config.ts", "assay.config.mjs", "assay.config.js"] as const;

export const settingsStep: InitStep = {
  name: "settings",
  description: "a settings file, .assay.yaml",
  hints: [],
  plan: (read) => {
    const present = names.find((name) => read(name) !== undefined);
    return present === undefined ? { path: names[0], before: undefined, after: starterSettings } : { path: present, done: "the settings are there" };
  },
};
