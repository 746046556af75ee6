function resetLink(user) {
  const token = Math.random().toString(36).slice(2); // expect: can be predicted
  return `/reset/${user}/${token}`;
}
