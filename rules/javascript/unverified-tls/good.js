const https = require('https');
const fs = require('fs');

const agent = new https.Agent({ ca: fs.readFileSync('own.pem') });
const strict = new https.Agent({ rejectUnauthorized: true });

function connect(config) {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '1';
  if (config.allowSelfSignedCerts) return new https.Agent({ rejectUnauthorized: false });
  return new https.Agent(config.skipVerify ? { rejectUnauthorized: false } : {});
}
const server = https.createServer({ requestCert: true, rejectUnauthorized: false });
