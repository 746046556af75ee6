import axios from 'axios';
import { HttpService } from '@nestjs/axios';
import { Body, Controller, Post } from '@nestjs/common';

const client = axios.create({ timeout: 1000 });

@Controller('hooks')
export class Hooks {
  constructor(private readonly http: HttpService) {}

  @Post()
  call(@Body() body: { url: string }) {
    return this.http.get(body.url); // expect: comes from a request
  }
}

export async function POST(req: Request) {
  const { url } = await req.json();
  const answer = await fetch(url); // expect: comes from a request
  return new Response(await answer.text());
}

export async function GET(request: Request) {
  const { searchParams } = new URL(request.url);
  const answer = await client.get(searchParams.get('to')!); // expect: comes from a request
  return Response.json(answer.data);
}
