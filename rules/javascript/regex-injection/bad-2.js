export async function search(request, response) {
  const { word } = request.query;
  const expression = new RegExp('^' + word); // expect: take for ever
  response.json(await request.db.match(expression));
}
