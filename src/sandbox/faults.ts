import { z } from 'zod';

/**
 * Faults that can be asked for. For calls of the app (agents' own clients meet none): `hang` accepts and never answers,
 * `reset` does the work and cuts the connection, `error_before` and `error_after` answer 500 without or with the work done,
 * `html` answers a proxy's page, `rate_limited` a 429, `code` an error of Slack's own. For events: `duplicate`, `new_id`
 * (the same message under another event id), `delay`, `drop_first` (the first delivery is lost), `reorder` (held until the
 * next one has gone).
 */
export const faultSchema = z.discriminatedUnion('on', [
  z.strictObject({
    on: z.literal('call'),
    method: z.string().max(60),
    kind: z.enum(['hang', 'reset', 'error_before', 'error_after', 'html', 'rate_limited', 'code']),
    code: z.string().max(60).optional(),
    retryAfterSeconds: z.int().min(1).max(60).default(1),
    times: z.int().min(1).max(1000).default(1),
  }),
  z.strictObject({
    on: z.literal('event'),
    kind: z.enum(['duplicate', 'new_id', 'delay', 'drop_first', 'reorder']),
    delayMs: z.int().min(0).max(600_000).default(2000),
    times: z.int().min(1).max(1000).default(1),
  }),
]);
export type Fault = z.infer<typeof faultSchema>;
export type CallFault = Extract<Fault, { on: 'call' }>;
export type EventFault = Extract<Fault, { on: 'event' }>;

/** The faults that are still to happen; each is used up by `times` uses. */
export const createFaults = () => {
  let pending: Fault[] = [];
  const use = <T extends Fault>(matches: (fault: Fault) => fault is T): T | undefined => {
    const found = pending.find(matches);
    if (!found) return undefined;
    found.times--;
    pending = pending.filter((fault) => fault.times > 0);
    return found;
  };
  return {
    add(fault: Fault): void {
      pending = [...pending, fault].slice(-100);
    },
    clear(): void {
      pending = [];
    },
    list: () => pending,
    forCall: (method: string) =>
      use((fault): fault is CallFault => fault.on === 'call' && (fault.method === method || fault.method === '*')),
    forEvent: () => use((fault): fault is EventFault => fault.on === 'event'),
  };
};
export type Faults = ReturnType<typeof createFaults>;
