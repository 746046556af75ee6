import { NestFactory } from '@nestjs/core';

async function start(module) {
  const app = await NestFactory.create(module);
  app.enableCors({ origin: '*', credentials: true }); // expect: Any origin is allowed
}

start(undefined);
