import { createCipheriv } from 'crypto';

export class Vault {
  lock(key, text) {
    return createCipheriv('aes-128-ecb', key, null).update(text); // expect: is broken
  }
}
