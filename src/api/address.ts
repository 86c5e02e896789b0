import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

export type AddressOf = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string;

/**
 * The address that limits count by: of IPv6 the /64 that one customer has. Behind one trusted proxy it is the last of
 * X-Forwarded-For, which that proxy wrote; those before it are whatever the client claims.
 */
export const createAddressOf =
  (trustProxy: boolean): AddressOf =>
  ({ headers, socket }) => {
    const forwarded = trustProxy ? String(headers['x-forwarded-for'] ?? '') : '';
    const address = forwarded.split(',').at(-1)?.trim() || socket.remoteAddress || '';
    const ip = address.replace(/^::ffff:/, '');
    return isIPv6(ip) ? networkOf(ip) : ip;
  };

const groups = (half: string): string[] =>
  half ? half.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group])) : [];

/** The first four groups of an IPv6 address, written one way however the address is. */
const networkOf = (ip: string): string => {
  const [before = '', after = ''] = (ip.split('%')[0] ?? '').split('::');
  const [head, tail] = [groups(before), groups(after)];
  const zeros = Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...zeros, ...tail]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
};
