async function save(user) {
  await store(user);
}
async function* pages() {
  yield 1;
}
const isAllowed = async (user) => (await roles(user)).includes("admin");

export async function update(user, other) {
  await save(user);
  save(user);
  void save(user);
  save(user).catch(report);
  if (await isAllowed(user)) log(user);
  pages();
  other.save(user);
  const pending = save(user);
  return pending && isAllowed(user);
}
export function start(user) {
  save(user);
}
export const shadow = async (save) => {
  save(1);
};

export class Queue {
  async flush() {
    await write(this);
  }
  async close() {
    await this.flush();
    return this.flush();
  }
  plain() {
    this.flush();
  }
}
