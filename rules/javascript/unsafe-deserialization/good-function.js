// proof: keys(text)
function keys(text) {
  return Object.keys(JSON.parse(text));
}

module.exports = { keys };
