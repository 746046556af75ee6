import { NestFactory } from '@nestjs/core';

async function start(module) {
  const app = await NestFactory.create(module);
  app.enableCors({ origin: 'https://shop.example.org', credentials: true });
  app.enableCors();
}

start(undefined);
