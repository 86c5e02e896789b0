import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSealer, SealError } from './sealer.ts';

const key = () => randomBytes(32).toString('base64');

test('opens what it sealed, in its place and with its key alone', () => {
  const mine = key();
  const sealer = createSealer(mine);
  const sealed = sealer.seal('whsec_ü', 'ws_1');
  expect(sealed).not.toContain('whsec');
  expect(createSealer(mine).open(sealed, 'ws_1')).toBe('whsec_ü');
  expect(sealer.seal('whsec_ü', 'ws_1')).not.toBe(sealed);
  expect(() => sealer.open(sealed, 'ws_2')).toThrow(SealError);
  expect(() => createSealer(key()).open(sealed, 'ws_1')).toThrow(SealError);
});

test('what was changed or cut does not open, and is not repeated', () => {
  const sealer = createSealer(key());
  const sealed = sealer.seal('secret', 'ws_1');
  const [, nonce, text, tag = ''] = sealed.split('.');
  for (const broken of [
    '',
    'v1',
    'v2.a.b.c',
    `v1.${nonce}.${text}.${tag.slice(0, 8)}`,
    `v1.${nonce}.AAAA.${tag}`,
    `${sealed}x`.replace(text ?? '', `${text}A`),
  ])
    expect(() => sealer.open(broken, 'ws_1')).toThrow(/^A stored secret can not be opened: SECRETS_KEY/);
});
