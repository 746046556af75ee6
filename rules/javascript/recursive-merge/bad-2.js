export const extend = (to, from) => {
  Object.keys(from).forEach((name) => {
    to[name] = isObject(to[name]) ? extend(to[name], from[name]) : from[name]; // expect: changes all objects
  });
  return to;
};

const isObject = (value) => typeof value === 'object' && value !== null;
