function search(req, res) {
  res.redirect('/find?q=' + req.query.q);
}
function user(req, res) {
  res.redirect(302, `/users/${req.params.name}`);
}
function shop(req, res) {
  res.redirect(`https://shop.example.com/?from=${req.query.from}`);
}
function again(req, res) {
  const { next } = req.query;
  const target = new URL(next, 'https://example.com');
  if (target.origin !== 'https://example.com') return res.redirect('/');
  res.redirect(next);
}
function tab() {
  window.location.hash = window.location.search;
}
async function shortLink(req, res) {
  const link = await links.getByURL(req.url);
  res.redirect(link.target.href);
}
async function translated(req, res) {
  const page = await pages.find(req, { slug: req.query.slug }).toObject();
  res.redirect(page.url);
}
function withoutSize(req, res) {
  res.redirect(req.originalUrl.replace('/small', ''));
}
function tests(req, res) {
  res.redirect(['./tests/', ...req.url.split('?').slice(1)].join('?'));
}
function cleaned(req, res) {
  res.redirect(encodeURIComponent(req.params.pad) + new URL(req.url, 'http://localhost').search);
}
function created(req, res) {
  res.location(`${baseUrl}/${req.body.id}`);
}
function toAdmin(req, res) {
  res.redirect(urls.join(urls.urlFor('admin'), '#', req.params.page));
}
function back() {
  document.location = document.referrer;
}
function collection(req, res) {
  res.redirect(buildCollectionURL(res.locals.baseHref, req.params.name));
}
function slashed(req, res) {
  const parts = req.originalUrl.split('?');
  parts[0] += '/';
  res.redirect(301, parts.join('?'));
}
function uploaded(req, res) {
  const saved = save(req.body);
  res.status(201);
  res.set('Location', saved.url);
  res.json(saved);
}
function otherView() {
  window.location = '/grid' + document.location.search;
}
function ownProfile(req, res) {
  res.redirect(settings.get('relative_path') + '/user/' + req.params.slug);
}
function overTls(req, res) {
  const host = req.headers.host;
  res.redirect(`https://${host}:${port}${req.path}`);
}
function logIn(req, res) {
  res.redirect(buildAuthorizationUrl(provider, req.query.state));
}
function searchAgain(term) {
  window.location.href = window.location.search + '&search=' + term;
}
function searchReset() {
  window.location.href = window.location.search.replace(/search=[^&]*/, '');
}
