export function load(paths) {
  for (const path of paths) {
    try {
      read(path);
    } finally {
      if (isLast(path)) continue; // expect: `continue` in `finally` throws away
    }
  }
  try {
    return read(paths[0]);
  } finally {
    return null; // expect: `return` in `finally` throws away an error or a result
  }
}
