// proof: copy(source)
function copy(target, source) {
  return Object.assign({}, target, source);
}

module.exports = { copy };
