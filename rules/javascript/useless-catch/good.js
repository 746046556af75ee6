export function load(path) {
  try {
    return read(path);
  } catch (error) {
    log(error);
    throw error;
  }
}
export function save(path) {
  try {
    write(path);
  } catch (error) {
    throw new Error("cannot save", { cause: error });
  }
  try {
    write(path);
  } catch (error) {
    // Here for a breakpoint.
    throw error;
  }
}
