import { generateKeyPair } from 'crypto';

export function make(done) {
  generateKeyPair('rsa', { modulusLength: 512, publicExponent: 65537 }, done); // expect: can be broken
}
