import { cookies } from 'next/headers';

export async function open(token: string) {
  cookies().set('session', token, { httpOnly: true, secure: false }); // expect: without `secure`
}
