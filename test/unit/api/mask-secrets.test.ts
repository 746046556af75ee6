import { describe, expect, it } from "vitest";
import { maskSecrets } from "../../../src/api/mask-secrets.ts";

/** Put together here, so that no scanner takes this file for a leak. */
const random = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0fR";
const masked: readonly (readonly [name: string, text: string, secret: string])[] = [
  ["an AWS key", `key AK${"IA"}QWERTYUIOPASDFGH end`, `AK${"IA"}QWERTYUIOPASDFGH`],
  ["a GitHub token in a URL", `git clone https://x:gh${"p_"}${random}abcd@github.com/a/b`, `gh${"p_"}${random}abcd`],
  ["a fine-grained GitHub token", `t=github_${"pat_"}${random}${random}`, `pat_${random}`],
  ["a GitLab token", `curl -H "PRIVATE-TOKEN: gl${"pat-"}${random.slice(0, 20)}"`, `pat-${random.slice(0, 20)}`],
  ["a Slack token", `xo${"xb-"}1234567890-${random}`, random],
  ["a Stripe key", `print("sk_${"live_"}${random}")`, random],
  ["a Google key", `AI${"za"}${random}abc`, `${random}abc`],
  ["an npm token", `//registry/:_authToken=np${"m_"}${random}abcd`, `${random}abcd`],
  ["a private key", `-----BEGIN RSA ${"PRIVATE"} KEY-----\nMIIEow${random}\n${random}\n-----END RSA ${"PRIVATE"} KEY-----`, `MIIEow${random}`],
  ["a web token", `token is ey${"J"}${random}.ey${"J"}${random}.${random}`, random],
  ["a bearer header", `Authorization: Bearer ${random}`, random],
  ["a password of a database", `postgres://app:s3cr3t-Pa55@db:5432/x`, "s3cr3t-Pa55"],
  ["an assignment in Python", `db_password = "tr0ub4dor&3xyz"`, "tr0ub4dor&3xyz"],
  ["a key of an object", `{"api_key": "${random}"}`, random],
  ["an export", `export API_TOKEN=${random}`, random],
  ["a line of .env", `A=1\nSECRET_KEY=${random}\nB=2`, random],
  ["a flag", `deploy --password tr0ub4dor7xyz --now`, "tr0ub4dor7xyz"],
  ["YAML", `  client_secret: ${random}\n`, random],
];

const kept: readonly string[] = [
  "password = getpass.getpass()",
  "token = tokens[index + 1]",
  "def login(password: str, token: Optional[str] = None) -> bool:",
  'password = os.environ["DB_PASSWORD"]',
  'const apiKey = process.env.API_KEY ?? "";',
  "self.token = self.lexer.next_token()",
  'parser.add_argument("--password", help="the password to use")',
  "postgres://user:password@localhost/db",
  "https://example.com:8080/path?token=abc@x",
  'assert tokenize("a b") == ["a", "b"]',
  "commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
  "sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "id = 550e8400-e29b-41d4-a716-446655440000",
  "Authorization: Bearer <token>",
  "curl -u user:$PASSWORD https://x",
  "if password == confirm_password and token_type != 'access':",
  "export PASSWORD=$(cat /run/secret)",
];

describe("maskSecrets", () => {
  it.each(masked)("masks %s", (_, text, secret) => {
    const answer = maskSecrets(text);
    expect(answer.text).not.toContain(secret);
    expect(answer.count).toBeGreaterThan(0);
    expect(maskSecrets(answer.text).text).toBe(answer.text);
  });

  it.each(kept)("leaves ordinary code alone: %s", (text) => {
    expect(maskSecrets(text)).toEqual({ text, count: 0 });
  });
});
