export async function stop(server, socket, report) {
  try {
    socket && socket.close();
  } catch {}
  try {
    const pid = server.pid;
    process.kill(pid);
  } catch {}
  try {
    localStorage.setItem("open", "no");
  } catch {}
  try {
    await server.save();
  } catch (error) {
    try {
      await report(error);
    } catch {}
    throw error;
  }
}

export async function verify(token, keys) {
  let verified;
  for (const key of keys) {
    try {
      verified = await check(token, key);
      break;
    } catch {}
  }
  return verified;
}
