import { type LookupAddress, lookup as lookUp } from 'node:dns';
import { type RequestOptions, request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isLoopbackUrl, webhookUrlFault } from '../contract/webhook-url.ts';
import { DeliveryFault } from '../delivery/delivery-fault.ts';
import { isPublicAddress } from './public-address.ts';

const limitMs = 10_000;
const longestRetryAfterMs = 3_600_000;

export type WebhookCaller = ReturnType<typeof createWebhookCaller>;

/** The name leads to an address that webhooks must not reach. */
class PrivateAddressError extends Error {}

/**
 * Resolves a name for one connection and refuses when any of its addresses is not public: what was checked is what is
 * connected to, so a name can't lead elsewhere in between.
 */
const publicOnly =
  (resolve: typeof lookUp): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error: Error | null, found: LookupAddress[]) => {
      if (error) return callback(error, []);
      if (found.length === 0 || !found.every(({ address }) => isPublicAddress(address)))
        return callback(new PrivateAddressError(), []);
      if (options.all) return callback(null, found);
      const [first] = found;
      callback(null, first?.address ?? '', first?.family);
    });
  };

/**
 * Makes the function that posts to a webhook: within 10 s, to public addresses over TLS alone, following no redirect and
 * reading nothing of the answer but its status. `allowLoopback`: this machine too, over plain http, for trying things out.
 */
export const createWebhookCaller =
  ({ allowLoopback, resolve = lookUp }: { allowLoopback: boolean; resolve?: typeof lookUp }) =>
  /** Throws {@link DeliveryFault} unless the answer is 2xx. */
  async (url: string, headers: Record<string, string>, body: string, signal: AbortSignal): Promise<void> => {
    const toLoopback = isLoopbackUrl(url);
    if (webhookUrlFault(url) || (toLoopback && !allowLoopback)) throw notReachable();
    const { hostname, protocol } = new URL(url);
    const literal = hostname.replace(/^\[|\]$/g, '');
    if (!toLoopback && isIP(literal) && !isPublicAddress(literal)) throw notReachable();
    const options: RequestOptions = {
      method: 'POST',
      agent: false,
      headers: {
        ...headers,
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        'User-Agent': 'live-agent-handoff',
      },
      signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]),
      ...(!toLoopback && { lookup: publicOnly(resolve) }),
    };
    const answer = await new Promise<{ status: number; retryAfter: string | undefined }>((done, fail) => {
      const call = (protocol === 'https:' ? requestTls : requestPlain)(url, options, (response) => {
        const retryAfter = response.headers['retry-after'];
        // Whatever it says, and however long, is nothing for us.
        response.destroy();
        done({ status: response.statusCode ?? 0, retryAfter });
      });
      // Neither an answer nor an error follows: without this the call would never end.
      call.on('upgrade', (response, socket) => {
        socket.destroy();
        done({ status: response.statusCode ?? 0, retryAfter: undefined });
      });
      call.on('close', () => fail(new Error('The connection was closed without an answer')));
      call.on('error', fail);
      call.end(body);
    }).catch((error: unknown) => {
      if (error instanceof PrivateAddressError) throw notReachable();
      throw new DeliveryFault('passing', 'The webhook does not answer.');
    });
    throwUnlessTaken(answer);
  };

const notReachable = () =>
  new DeliveryFault('lasting', "The webhook's address is not public, and private ones are not called.");

const throwUnlessTaken = ({ status, retryAfter }: { status: number; retryAfter: string | undefined }): void => {
  if (status >= 200 && status < 300) return;
  if (status === 410) throw new DeliveryFault('final', 'The webhook is gone (410).');
  if (status >= 300 && status < 400)
    throw new DeliveryFault('lasting', `The webhook redirects (${status}), which is not followed.`);
  const told = Number(retryAfter) * 1000;
  throw new DeliveryFault('passing', `The webhook answered ${status}.`, {
    ...(told > 0 && { retryInMs: Math.min(told, longestRetryAfterMs) }),
  });
};
