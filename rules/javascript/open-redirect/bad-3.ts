import http from 'http';
import { NextRequest, NextResponse } from 'next/server';

export function GET(req: NextRequest) {
  const to = req.nextUrl.searchParams.get('to') ?? '/';
  return NextResponse.redirect(new URL(to, req.url)); // expect: it can lead to any site
}

export function leave(req: http.IncomingMessage, res: http.ServerResponse) {
  const target = new URLSearchParams(req.url!.split('?')[1]).get('target');
  res.writeHead(302, { Location: target! }); // expect: it can lead to any site
  res.end();
}

export function afterLogin() {
  const next = new URLSearchParams(window.location.search).get('next');
  if (next) window.location.href = next; // expect: it can lead to any site
}
