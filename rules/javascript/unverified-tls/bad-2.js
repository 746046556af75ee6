process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; // expect: is not checked

export async function load(url) {
  return fetch(url);
}
