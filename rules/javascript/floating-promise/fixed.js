export async function save(name) {
  await fetch("/saved/" + name);
}
