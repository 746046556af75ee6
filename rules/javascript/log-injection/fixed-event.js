// proof: handler(event.body)
export async function handler(event) {
  const who = event.body.trim().replace(/[\r\n]+/g, " ");
  console.warn(`unknown user ${who}`);
  return { statusCode: 404 };
}
