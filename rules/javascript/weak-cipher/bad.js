const crypto = require('crypto');

function lock(text, password) {
  const cipher = crypto.createCipher('aes-256-cbc', password); // expect: is broken
  return cipher.update(text, 'utf8', 'hex') + cipher.final('hex');
}
