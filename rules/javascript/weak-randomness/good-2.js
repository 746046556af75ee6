function jitter() {
  return Math.random() * 100;
}

const newId = () => {
  return 'id-' + Math.random();
};

module.exports = { jitter, newId };
