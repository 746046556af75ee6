// proof: choose(req.query.page)
const PAGES = { account: "/account", help: "/help" };

function choose(req, res) {
  res.redirect(Object.hasOwn(PAGES, req.query.page) ? PAGES[req.query.page] : "/");
}

require("express")().get("/choose", choose);
