function save(store, item, log) {
  try {
    store.write(item);
  } catch (error) {
    log(error);
  }
  try {
    store.flush();
  } catch {
    // A store that is closed already has nothing to flush.
  }
  return store.close().catch((error) => log(error));
}

function probe(store) {
  try {
    store.open();
  } catch (ignored) {}
  try {
    store.open();
  } catch (_) {}
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {}
  return undefined;
}

function decoded(text) {
  let value = text;
  try {
    value = decodeURIComponent(text);
  } catch {}
  return value;
}

function stop(reader) {
  reader.cancel().catch(() => {});
}

function stopped(path, socket) {
  try {
    fs.unlinkSync(path);
  } catch (error) {}
  // Some browsers refuse it.
  try {
    socket.ping();
  } catch (error) {}
  try {
    socket.ping();
    // The other end may be gone.
  } catch (error) {}
}

async function refuses(dialogs) {
  try {
    await dialogs.open();
    fail("Expected an error");
  } catch {}
}
