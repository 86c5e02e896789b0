import type { IncomingMessage } from 'node:http';

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
    return ip.includes(':') ? ip.split(':').slice(0, 4).join(':') : ip;
  };
