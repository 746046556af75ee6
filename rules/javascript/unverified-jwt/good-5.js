const jwt = require('jsonwebtoken');

function claimsOf(token, keys) {
  try {
    const { header } = jwt.decode(token, { complete: true });
    return jwt.verify(token, keys[header.kid], { algorithms: ['RS256'] });
  } catch {
    return undefined;
  }
}
