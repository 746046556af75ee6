import session from 'express-session';

export const sessions = session({ secret: process.env.KEY, cookie: { secure: false } }); // expect: without `secure`
