export function load(paths) {
  try {
    return read(paths[0]);
  } catch {
    return null;
  } finally {
    close(paths);
  }
}
