export function load(path) {
  try {
    return read(path);
  } finally {
    close(path);
  }
}
