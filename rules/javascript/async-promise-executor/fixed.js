export async function load(path) {
  return await read(path);
}
