async function save(user) {
  await store(user);
}
const isAllowed = async (user) => (await roles(user)).includes("admin");

export async function update(user) {
  if (isAllowed(user)) log(user); // expect: `isAllowed` is async: its promise as a condition is always true.
  return !isAllowed(user); // expect: always true
}

export class Queue {
  async flush() {
    await write(this);
  }
  async close() {
    if (this.isOpen && this.flush()) end(); // expect: `this.flush` is async
  }
}
