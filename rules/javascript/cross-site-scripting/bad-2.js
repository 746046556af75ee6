import http from 'http';
import Koa from 'koa';

const app = new Koa();

app.use(async (ctx) => {
  ctx.body = `<b>${ctx.query.title}</b>`; // expect: without escaping
});

http.createServer(app.callback()).listen(3000);
