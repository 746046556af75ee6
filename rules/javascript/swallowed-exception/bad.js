function save(store, item) {
  try {
    store.write(item);
  } catch (error) {} // expect: throws the error away

  try {
    store.flush();
  } catch {} // expect: throws the error away
}
