// proof: sizeOf(folder)
const { execSync } = require("node:child_process");

function sizeOf(folder) {
  return execSync("printf %s " + folder).toString(); // expect: built from `folder`
}

module.exports = { sizeOf };
