const https = require('https');

const agent = new https.Agent({ rejectUnauthorized: false }); // expect: is not checked
