const crypto = require('crypto');

function resetLink(user) {
  const token = crypto.randomBytes(32).toString('hex');
  return `/reset/${user}/${token}`;
}
