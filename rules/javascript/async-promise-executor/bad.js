export function load(path) {
  return new Promise(async (resolve) => { // expect: An error in this async executor is lost
    const text = await read(path);
    resolve(text);
  });
}
