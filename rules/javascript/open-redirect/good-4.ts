import { Controller, Get, Query, Redirect } from '@nestjs/common';
import { redirect, useRouter, useSearchParams } from 'next/navigation';

@Controller('links')
export class Links {
  @Get('info')
  info(@Query('url') url: string) {
    return { url, seen: true };
  }

  @Get('home')
  @Redirect('/home')
  home() {
    return {};
  }
}

export async function save(formData: FormData) {
  redirect(`/posts/${formData.get('slug')}`);
}

export function Page() {
  const params = useSearchParams();
  const router = useRouter();
  return () => router.push(`/search?q=${params.get('q')}`);
}
