export function sizeOf(value) {
  if (typeof value === "string") {
    return value.length;
  } else if (Array.isArray(value)) {
    return value.length * 2;
  } else {
    throw new Error("neither");
  }
}

// A look-up may end without a result.
export function find(rows, key) {
  if (rows.has(key)) {
    return rows.get(key);
  } else if (key === "") {
    return rows.first;
  }
}

// The result of a call is returned only to leave.
export function handle(request, response, next) {
  if (request.a) {
    return next();
  } else if (request.b) {
    return response.send(404);
  } else {
    response.send("ok");
  }
}

export function fail(kind, usage) {
  switch (kind) {
    case 1:
      return "one";
    case 2:
      return "two";
    default:
      usage(kind);
  }
}

export function behind(kind, names) {
  switch (kind) {
    case 1:
      return "one";
    case 2:
      names.two += 1;
      break;
    default:
      return "many";
  }
  return names;
}

export function runsOn(kind, names) {
  switch (kind) {
    case 1:
      names.one += 1;
    // falls through
    case 2:
      return names.two;
    case 3:
      return "three";
    default:
      return "many";
  }
}

export function two(value) {
  if (value) {
    return 1;
  } else {
    value.start();
  }
}

class Reader {
  constructor(value) {
    if (value === 1) {
      return value;
    } else if (value === 2) {
      return null;
    } else {
      this.value = value;
    }
  }
}
export { Reader };
