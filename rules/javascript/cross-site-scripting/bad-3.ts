import Fastify from 'fastify';
import express from 'express';

const app = Fastify();
const router = express.Router();

app.get('/hello', async (request, reply) => {
  const { name } = request.query as Query;
  return reply.type('text/html').send(`<h1>${name}</h1>`); // expect: without escaping
});

export async function GET(req: Request) {
  const term = new URL(req.url).searchParams.get('q');
  return new Response(`<p>${term}</p>`, { headers: { 'Content-Type': 'text/html' } }); // expect: without escaping
}

router.get('/echo', (req, res) => {
  res.send(req.query.text); // expect: without escaping
});
