// proof: handler(event.body)
export async function handler(event) {
  // The name may stand anywhere in the address.
  if (!event.body.includes("example.com")) return { statusCode: 400, body: "" };
  const answer = await fetch(event.body); // expect: comes from a request
  return { statusCode: 200, body: await answer.text() };
}
