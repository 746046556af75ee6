// What names, values and texts are taken for: SQL, secrets, tests.

import { describe, expect, it } from "vitest";
import { isSecretName, judgeFormat, judgeNamed } from "../../../src/rule-kit/secrets.ts";
import { isSqlStatement, standsForValue } from "../../../src/rule-kit/sql-text.ts";
import { isTestPath } from "../../../src/rule-kit/test-path.ts";

describe("SQL", () => {
  it.each([
    ["SELECT * FROM users", true],
    ["  select a, b\nfrom c", true],
    ["insert into a values (1)", true],
    ["UPDATE a SET b = 1", true],
    ["DELETE FROM a", true],
    ["WITH a AS (SELECT 1) SELECT * FROM a", true],
    ["DROP TABLE a", true],
    ["Select a file from the list", false],
    ["update the settings", false],
    ["delete this", false],
    ["selected from", false],
    ["", false],
  ])("%j: %s", (text, isSql) => {
    expect(isSqlStatement(text)).toBe(isSql);
  });

  it.each([
    ["SELECT * FROM ~", false],
    ["SELECT ~ FROM a", false],
    ["SELECT * FROM a WHERE b = ~", true],
    ["SELECT * FROM a WHERE b = '~'", true],
    ["SELECT * FROM a WHERE b LIKE '%~%'", true],
    ["SELECT * FROM a WHERE b IN (~)", true],
    ["SELECT * FROM a WHERE b IN (1, ~)", true],
    ["INSERT INTO a VALUES (~)", true],
    ["INSERT INTO ~ VALUES (1)", false],
    ["SELECT * FROM a ORDER BY ~", false],
    ["SELECT * FROM a LIMIT ~", true],
    ["CREATE TABLE a (b ~)", false],
  ])("the part in %j is a value: %s", (text, isValue) => {
    expect(standsForValue(text.replaceAll("~", "\uFFFC"), 0)).toBe(isValue);
  });
});

describe("secrets", () => {
  it.each([
    ["password", true],
    ["DB_PASSWORD", true],
    ["apiKey", true],
    ["secretAccessKey", true],
    ["passwordField", false],
    ["token_type", false],
    ["keyboard", false],
    ["author", false],
    ["lastSignificantToken", false],
  ])("the name %s: %s", (name, isSecret) => {
    expect(isSecretName(name)).toBe(isSecret);
  });

  it.each([
    ["password", "x7Kp2mQ9vLz4", true],
    ["password", "changeme", false],
    ["password", "your-password-here", false],
    ["password", "aaaaaaaaaaaa", false],
    ["password", "12345678", false],
    ["password", "The password is too short", false],
    ["password", "registration/password_reset", false],
    ["token", "?NonExpressionParenKeyword", false],
    ["token", "https://a.example/t0ken", false],
    ["title", "x7Kp2mQ9vLz4", false],
  ])("%s = %j: %s", (name, value, isSecret) => {
    expect(judgeNamed(name, value) !== undefined).toBe(isSecret);
  });

  it.each([
    ["AKIAQ7ZK3PLMWD2VXN4T", "an AWS access key id"],
    ["AKIAIOSFODNN7EXAMPLE", undefined],
    [`ghp_${"a1B2c3D4e5F6".repeat(3)}`, "a GitHub token"],
    ["just some text that is long", undefined],
  ])("%s is %s by its format", (value, what) => {
    expect(judgeFormat(value)?.what).toBe(what);
  });
});

describe("tests", () => {
  it.each([
    ["tests/a.py", true],
    ["src/__tests__/a.ts", true],
    ["src/test_a.py", true],
    ["src/a_test.py", true],
    ["src/a.test.ts", true],
    ["src/a.spec.tsx", true],
    ["pkg/conftest.py", true],
    ["test_devpi_server/plugin.py", true],
    ["tests-integration/a.js", true],
    ["load_tests/a.py", true],
    ["src/e2e-test/a.ts", true],
    ["src/testcode/a.py", false],
    ["src/testing/a.py", false],
    ["src/contest/a.py", false],
    ["src/attest.py", false],
    ["src/latest/a.js", false],
  ])("%s: %s", (path, isTest) => {
    expect(isTestPath(path)).toBe(isTest);
  });
});
