function login(req, res) {
  console.log('login of', JSON.stringify(req.body.name));
  console.log('number ' + Number(req.body.number));
  res.end();
}
