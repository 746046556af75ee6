import { readFile, unlink } from 'fs/promises';
import * as fsp from 'node:fs/promises';
import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import type { Request, Response } from 'express';
import { NextRequest, NextResponse } from 'next/server';

@Controller('files')
export class Files {
  @Get()
  async show(@Query('name') name: string) {
    return readFile('/srv/files/' + name, 'utf8'); // expect: comes from a request
  }

  @Delete(':name')
  async remove(@Param('name') name: string): Promise<void> {
    await unlink(`/srv/files/${name}`); // expect: comes from a request
  }
}

export async function GET(req: NextRequest) {
  const file = req.nextUrl.searchParams.get('file') ?? 'index';
  const text = await fsp.readFile(`/srv/pages/${file}.md`, 'utf8'); // expect: comes from a request
  return NextResponse.json({ text });
}

export async function download(req: Request, res: Response) {
  const { folder } = req.query as Record<string, string>;
  res.sendFile(`/srv/${folder}/report.pdf`); // expect: comes from a request
}
