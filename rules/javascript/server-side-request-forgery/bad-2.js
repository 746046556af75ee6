import express from 'express';

const router = express.Router();

router.post('/hook', async (req, res) => {
  const { host } = req.body;
  const answer = await fetch(`http://${host}/status`); // expect: comes from a request
  res.json({ status: answer.status });
});

export default router;
