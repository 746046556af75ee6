const express = require('express');
const router = express.Router();

module.exports = (db) => {
  router.get('/orders', async (req, res) => {
    const orders = await db.collection('orders').find({ $where: `this.total > ${req.query.least}` }).toArray(); // expect: of the query language
    res.json(orders);
  });
  router.post('/reset', async (req, res) => {
    await db.collection('users').updateMany({ token: req.body.token }, { $set: { token: null } }); // expect: of the query language
    res.sendStatus(204);
  });
  return router;
};
