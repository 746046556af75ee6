// proof: handler(event.queryStringParameters.part)
export function handler(event) {
  const part = event.queryStringParameters.part;
  const found = "a long text with text in it".replace(RegExp(part), "-"); // expect: take for ever
  return { statusCode: 200, body: found };
}
