import { cookies } from 'next/headers';

export async function open(token: string) {
  cookies().set('session', token, { httpOnly: true, secure: true });
  cookies().set('theme', 'dark', { secure: false });
}
