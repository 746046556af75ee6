function resetToken() {
  return Math.random().toString(36).slice(2); // expect: can be predicted
}

const newPassword = () => {
  return 'p' + Math.random(); // expect: can be predicted
};

module.exports = { resetToken, newPassword };
