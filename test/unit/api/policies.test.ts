import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { policyInForceOf, setPolicy, tighten, type PolicyChange } from "../../../src/api/policies.ts";
import { type ExecutionPolicy, executionPolicySchema, readExecutionPolicy } from "../../../src/executor/policy.ts";
import { AssayError } from "../../../src/model/errors.ts";
import { makeStore } from "../../support/stores.ts";

const operator = readExecutionPolicy({ networkHosts: ["a.example", "b.example"], deniedCommands: ["rm"], allowedCommands: ["ls", "cat", "grep"], allowedRoots: ["/srv"], timeoutMs: { standard: 20_000, ceiling: 40_000 } });
const operatorsOwn = ["allowedRoots", "packageCacheFolder", "withoutIsolation", "concurrentRuns", "waitingRuns", "openSessions", "sessionIdleMs", "sessionLifetimeMs"];

/** Where the first allows something that the second does not. */
function allowsMore(policy: ExecutionPolicy, than: ExecutionPolicy): string[] {
  return (Object.keys(executionPolicySchema.shape) as (keyof ExecutionPolicy)[]).filter((name) => {
    const [mine, theirs] = [policy[name], than[name]];
    if (name === "deniedCommands") return than.deniedCommands.some((command) => !policy.deniedCommands.includes(command));
    if (name === "packages") return mine === "allowed" && theirs === "refused";
    if (operatorsOwn.includes(name)) return JSON.stringify(mine) !== JSON.stringify(theirs);
    if (Array.isArray(mine)) return Array.isArray(theirs) && mine.some((one) => !(theirs as readonly string[]).includes(one));
    if (name === "allowedCommands") return theirs !== undefined;
    if (typeof mine === "object") return (mine as { ceiling: number }).ceiling > (theirs as { ceiling: number }).ceiling || (mine as { standard: number }).standard > (theirs as { standard: number }).standard;
    return (mine as number) > (theirs as number);
  });
}

const amounts = (Object.keys(executionPolicySchema.shape) as (keyof ExecutionPolicy)[]).filter((name) => typeof operator[name] === "number" && !operatorsOwn.includes(name));
const limit = fc.record({ standard: fc.integer({ min: 1, max: 80_000 }), ceiling: fc.integer({ min: 1, max: 80_000 }) }, { requiredKeys: [] });
const fields = {
  timeoutMs: limit,
  outputBytes: limit,
  packages: fc.constantFrom("allowed" as const, "refused" as const),
  networkHosts: fc.subarray(["a.example", "b.example", "c.example"]),
  deniedCommands: fc.subarray(["rm", "curl"]),
  allowedCommands: fc.subarray(["ls", "cat", "sudo"]),
  ...Object.fromEntries(amounts.map((name) => [name, fc.integer({ min: 1, max: Math.ceil(Number(operator[name]) * 1.2) })])),
};
/** A few fields at a time: one that is too wide refuses all. */
const changes = fc.tuple(fc.record(fields), fc.subarray(Object.keys(fields), { maxLength: 4 })).map(([change, names]) => Object.fromEntries(Object.entries(change).filter(([name]) => names.includes(name))) as PolicyChange);

describe("the policy that clients set", () => {
  it("never allows more than the operator's, whatever is asked: it is tighter or refused by the name of the field", () => {
    const [kept, refused] = [new Set<string>(), new Set<string>()];
    fc.assert(
      fc.property(changes, fc.constantFrom(operator, readExecutionPolicy({ packages: "refused" })), (change, of) => {
        let policy: ExecutionPolicy;
        try {
          policy = tighten(of, change);
        } catch (error) {
          if (!(error instanceof AssayError) || !["execution-refused", "config-invalid"].includes(error.code)) throw error;
          expect(Object.keys(change).some((name) => error.message.includes(name))).toBe(true);
          refused.add(error.code);
          return;
        }
        expect(allowsMore(policy, of)).toEqual([]);
        // What was asked for holds, each field of it.
        for (const name of amounts) if (name in change) expect(policy[name]).toBe((change as Record<string, unknown>)[name]);
        if (change.timeoutMs?.ceiling !== undefined) expect(policy.timeoutMs.ceiling).toBe(change.timeoutMs.ceiling);
        for (const name of Object.keys(change)) kept.add(name);
      }),
      { numRuns: 2_000, seed: 11 },
    );
    expect(refused.has("execution-refused")).toBe(true);
    expect(kept.size).toBeGreaterThan(10);
  });

  it.each(operatorsOwn)("leaves %s to the operator", (name) => {
    expect(() => tighten(operator, { [name]: operator[name as keyof ExecutionPolicy] ?? "x" })).toThrow(expect.objectContaining({ code: "config-invalid", message: expect.stringContaining(name) }));
  });

  it("is kept with a version for each whole, replaced by the next one, and gives way to an operator who became stricter", async () => {
    const store = await makeStore();
    expect(await policyInForceOf(store, operator)).toEqual(operator);
    const first = await setPolicy(store, operator, { change: { timeoutMs: { ceiling: 10_000 } }, reason: "short runs" });
    expect(first.policy.timeoutMs).toEqual({ standard: 10_000, ceiling: 10_000 });
    const second = await setPolicy(store, operator, { change: { codeBytes: 1_000 } });
    expect(second.policy).toMatchObject({ codeBytes: 1_000, timeoutMs: operator.timeoutMs });
    expect(second.version).toBeGreaterThan(first.version);
    expect((await setPolicy(store, operator, { change: { timeoutMs: { ceiling: 10_000 } } })).version).toBe(first.version);
    await setPolicy(store, operator, { change: { codeBytes: 1_000 } });
    await expect(setPolicy(store, operator, { change: { codeBytes: operator.codeBytes + 1 } })).rejects.toMatchObject({ code: "execution-refused" });
    const stricter = readExecutionPolicy({ codeBytes: 500, packages: "refused" });
    expect(await policyInForceOf(store, stricter)).toEqual(stricter);
  });
});
