import { Controller, Get, Query, Redirect } from '@nestjs/common';
import { redirect, useRouter, useSearchParams } from 'next/navigation';

@Controller('links')
export class Links {
  @Get('out')
  @Redirect()
  out(@Query('url') url: string) {
    return { url, statusCode: 302 }; // expect: can lead to any site
  }
}

export async function save(formData: FormData) {
  redirect(formData.get('next') as string); // expect: can lead to any site
}

export async function DELETE(request: Request) {
  const next = new URL(request.url).searchParams.get('next');
  return new Response(null, { status: 302, headers: { Location: next! } }); // expect: can lead to any site
}

export function Back() {
  const params = useSearchParams();
  const router = useRouter();
  return () => router.push(params.get('to')!); // expect: can lead to any site
}
