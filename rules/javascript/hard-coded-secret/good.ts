const databasePassword = process.env.DATABASE_PASSWORD;
const passwordField = "password-input-3fa9c1";
const token = "";
const password = "changeme";
const apiKey = "<your-api-key>";
const secret = "${SECRET_FROM_VAULT}";
const tokenUrl = "https://login.test/oauth/v2/token?x=9f8a7c6b5d4e";
const passwordMessage = "Enter a new password, please";
const accessKey = "accessKey";
const privateKeyPath = "/etc/keys/id_rsa_9f8a7c6b";
const example = "AKIAIOSFODNN7EXAMPLE";
const keyboardLayout = "q9w8e7r6t5z4u3i2";
const labels = { token: "auth.token.label", password: "Password" };
const tokenType = "d41d8cd98f00b204e9800998";
const checksum = "9f8a7c6b5d4e3f2a1b0c9d8e7f6a5b4c";

export function isMissing(secretName: string): boolean {
  return secretName === "d41d8cd98f00b204e9800998";
}
export { databasePassword, passwordField, token, password, apiKey, secret, tokenUrl, passwordMessage, accessKey, privateKeyPath, example, keyboardLayout, labels, tokenType, checksum };

const emoji = { secret: "unicode/3299.png?v8" };
const texts = { "notification.tokenCreated": "Token-9f8a7c6b-5d4e-3f2a" };
const CLIENT_SECRET_REDACTED = "__9f8a7c6b5d4e3f2a1b0c9d8e__";
export { emoji, texts, CLIENT_SECRET_REDACTED };
