import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { createAddressOf } from './address.ts';

const from = (remoteAddress: string) => createAddressOf(false)({ headers: {}, socket: { remoteAddress } as Socket });

test.each([
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::1', '2001:db8:1:2'],
  ['2001:0DB8:1:2::', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001:db8::3:4:5:6', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['::', '0:0:0:0'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0'],
  ['1:2:3:4:5:6:192.0.2.1', '1:2:3:4'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['192.0.2.1', '192.0.2.1'],
])('%s counts as %s', (address, counted) => {
  expect(from(address)).toBe(counted);
});

test('addresses of one /64 count as one, of two as two', () => {
  expect(from('2001:db8::1')).toBe(from('2001:db8:0:0:ffff::2'));
  expect(from('2001:db8::1')).not.toBe(from('2001:db8:0:1::1'));
});
