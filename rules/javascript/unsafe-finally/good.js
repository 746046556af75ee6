export function load(paths) {
  try {
    return read(paths[0]);
  } catch {
    return null;
  } finally {
    for (const path of paths) {
      if (isLast(path)) break;
      outer: for (const part of path) {
        for (const letter of part) if (letter) continue outer;
      }
    }
    paths.forEach((path) => {
      return close(path);
    });
  }
}
