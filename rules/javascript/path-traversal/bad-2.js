import { createReadStream } from 'fs';
import express from 'express';

const router = express.Router();

router.get('/log', async (request, response) => {
  const { file } = request.query;
  createReadStream(`logs/${file}`).pipe(response); // expect: comes from a request
});

export default router;
