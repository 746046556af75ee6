const crypto = require('crypto');
const token = crypto.randomBytes(32).toString('hex');
const colour = Math.random() > 0.5 ? 'red' : 'green';
const otp = crypto.randomInt(1000000);
