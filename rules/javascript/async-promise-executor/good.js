export function load(path) {
  return new Promise((resolve, reject) => {
    read(path, (error, text) => (error ? reject(error) : resolve(text)));
  });
}
export const careful = (path) =>
  new Promise(async (resolve, reject) => {
    try {
      resolve(await read(path));
    } catch (error) {
      reject(error);
    }
  });
export const other = new Task(async () => read());
