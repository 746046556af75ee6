const allowed = ['https://example.com'];

function share(req, res, next) {
  const origin = req.headers.origin;
  if (allowed.includes(origin)) {
    res.setHeader('Access-Control-Allow-Origin', origin);
  }
  res.setHeader('Vary', req.headers.origin);
  next();
}
