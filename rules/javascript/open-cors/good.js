const cors = require('cors');

const own = cors({ origin: 'https://example.com', credentials: true });
const open = cors({ origin: '*' });
