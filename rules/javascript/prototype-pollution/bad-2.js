const store = {};

export function put(request, response) {
  const group = request.params.group;
  store[group][request.params.key] = request.body.value; // expect: changes every object
  response.sendStatus(204);
}
