// What the command's exit code says.

/** Exit codes of every command: 0 passed, 1 findings or a failed gate, 2 usage, settings or internal error, or a gate that cannot tell. */
export const exitCode = { passed: 0, findings: 1, error: 2 } as const;
