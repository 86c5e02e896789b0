import type { Context } from '../context.ts';
import type { Hub } from '../realtime/hub.ts';
import type { Limits } from './middleware/limits.ts';
import type { Tokens } from './tokens.ts';

/** What routes are made from. */
export type ApiDeps = Context & { hub: Pick<Hub, 'changed' | 'committed' | 'feed'>; limits: Limits; tokens: Tokens };
