const crypto = require('crypto');

function lock(text, key) {
  const cipher = crypto.createCipheriv('aes-256-gcm', key, crypto.randomBytes(12));
  return cipher.update(text, 'utf8', 'hex') + cipher.final('hex');
}
