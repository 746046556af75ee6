const ejs = require('ejs');

function preview(req, res) {
  res.send(ejs.render('<h1><%= name %></h1>', { name: req.body.name }));
}
