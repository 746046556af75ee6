const fs = require('fs');
const path = require('path');

function upload(req, res) {
  const target = path.join('uploads', req.file.originalname);
  fs.renameSync(req.file.path, target); // expect: can leave its folder
  res.json(fs.statSync('/srv/' + req.query.name).size); // expect: can leave its folder
}

module.exports = { upload };
