import Router from '@koa/router';

const router = new Router();

router.get('/leave', async (ctx) => {
  const target = ctx.query.to || '/';
  ctx.redirect(target); // expect: it can lead to any site
});

export default router;
