import { defineConfig } from "vitest/config";

/** Tests against real peers, which `scripts/setup-tests.sh` installs. */
export default defineConfig({
  test: { include: ["test/oracles/**/*.test.ts"], exclude: ["**/node_modules/**"], testTimeout: 120_000, hookTimeout: 60_000, pool: "forks" },
});
