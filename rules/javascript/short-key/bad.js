const crypto = require('crypto');

const keys = crypto.generateKeyPairSync('rsa', { modulusLength: 1024 }); // expect: can be broken
