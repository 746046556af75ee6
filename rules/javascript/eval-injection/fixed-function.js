// proof: read(text)
function read(text) {
  return JSON.parse(text);
}

module.exports = { read };
