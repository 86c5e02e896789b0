import type { Context } from '../context.ts';
import type { Announcer } from '../db/change-feed.ts';
import type { Hub } from '../realtime/hub.ts';
import type { AddressOf } from './address.ts';
import type { Limits } from './limits.ts';
import type { Origins } from './origins.ts';
import type { Tokens } from './tokens.ts';

/** What routes are made from. */
export type ApiDeps = Context & {
  addressOf: AddressOf;
  hub: Pick<Hub, 'changed' | 'committed' | 'feed'>;
  announcer: Announcer;
  limits: Limits;
  origins: Origins;
  tokens: Tokens;
};
