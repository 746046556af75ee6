import { defineConfig } from "vitest/config";

const shared = { testTimeout: 30_000, hookTimeout: 60_000, pool: "forks" as const };

/** `plain` tests run the sources; `flows` run the built command, which is built before them. */
export default defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: "plain", include: ["test/unit/**/*.test.ts", "test/contracts/**/*.test.ts", "test/golden/**/*.test.ts", "test/attacks/**/*.test.ts"] } },
      { test: { ...shared, name: "flows", include: ["test/flows/**/*.test.ts"], globalSetup: ["test/support/build-once.ts"] } },
    ],
  },
});
