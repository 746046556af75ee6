const crypto = require('crypto');

const keys = crypto.generateKeyPairSync('rsa', { modulusLength: 3072 });
