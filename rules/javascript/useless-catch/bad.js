export function load(path) {
  try {
    return read(path);
  } catch (error) { // expect: This `catch` only throws `error` again.
    throw error;
  } finally {
    close(path);
  }
}
export function save(path) {
  try {
    write(path);
  } catch (failure) { // expect: only throws `failure` again
    throw failure;
  }
}
