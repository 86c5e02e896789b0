import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const version = 'v1';

/** What can't be opened: sealed with another key, for another place, or changed since. Holds nothing of it. */
export class SealError extends Error {
  override readonly name = 'SealError';
  constructor() {
    super('A stored secret can not be opened: SECRETS_KEY is not the one it was sealed with.');
  }
}

/**
 * Keeps secrets unreadable at rest (AES-256-GCM). `key`: 32 bytes in base64. `place` names whose secret it is: moved to
 * another row it can't be opened.
 */
export const createSealer = (key: string) => {
  const bytes = Buffer.from(key, 'base64');
  return {
    seal(secret: string, place: string): string {
      const nonce = randomBytes(12);
      const cipher = createCipheriv(algorithm, bytes, nonce).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return [version, ...[nonce, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
    },
    /** Throws {@link SealError}. */
    open(text: string, place: string): string {
      const [found, ...parts] = text.split('.');
      const [nonce, sealed, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
      if (found !== version || !nonce || !sealed || tag?.length !== 16) throw new SealError();
      try {
        const decipher = createDecipheriv(algorithm, bytes, nonce).setAAD(Buffer.from(place)).setAuthTag(tag);
        return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
      } catch {
        throw new SealError();
      }
    },
  };
};
export type Sealer = ReturnType<typeof createSealer>;
