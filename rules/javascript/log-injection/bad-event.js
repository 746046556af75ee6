// proof: handler(event.body)
export async function handler(event) {
  const who = event.body.trim();
  console.warn(`unknown user ${who}`); // expect: forges entries
  return { statusCode: 404 };
}
