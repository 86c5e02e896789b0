import { sql } from 'kysely';
import { collectDefaultMetrics, Gauge, register } from 'prom-client';
import type { Db } from '../db/database.ts';

const handoffs = new Gauge({
  name: 'handoff_handoffs',
  help: 'Handoffs by status and, of the last day, by end reason',
  labelNames: ['status', 'end_reason'],
});
const firstResponse = new Gauge({
  name: 'handoff_first_response_seconds',
  help: 'From request to the first agent, of the last day, by quantile',
  labelNames: ['quantile'],
});
const deliverLatency = new Gauge({
  name: 'handoff_deliver_seconds',
  help: "From the commit of a post's last customer message to its post in the agents' thread, of the last hour, by quantile",
  labelNames: ['quantile'],
});
const oldestWaiting = new Gauge({
  name: 'handoff_oldest_undelivered_seconds',
  help: "Age of the oldest customer message that waits for the agents' thread",
});
const contactRequests = new Gauge({
  name: 'handoff_contact_requests_undelivered',
  help: 'Deliveries of contact requests and of answers that are still being tried, those given up that nobody handled, and suspected requests',
  labelNames: ['state'],
});
if (!register.getSingleMetric('process_cpu_user_seconds_total')) collectDefaultMetrics();

/** The metrics of this API's process, and of all handoffs as they stand in the database; no personal data. */
export const readMetrics = async (db: Db): Promise<string> => {
  const counts = await sql<{ status: string; end_reason: string | null; count: number }>`
    select status, null as end_reason, count(*)::int as count from handoffs where status <> 'ended' group by 1
    union all
    select status, end_reason, count(*)::int from handoffs
    where status = 'ended' and ended_at > now() - interval '1 day' group by 1, 2`.execute(db);
  handoffs.reset();
  for (const row of counts.rows) handoffs.set({ status: row.status, end_reason: row.end_reason ?? '' }, row.count);
  const times = await sql<{ p50: number | null; p90: number | null; oldest: number | null }>`
    select percentile_cont(0.5) within group (order by extract(epoch from active_at - requested_at))::float8 as p50,
      percentile_cont(0.9) within group (order by extract(epoch from active_at - requested_at))::float8 as p90,
      (select extract(epoch from now() - min(m.created_at))::float8 from messages m join handoffs h on h.id = m.handoff_id
       where h.status in ('waiting', 'active') and m.kind = 'customer' and m.seq > h.delivered_seq) as oldest
    from handoffs where active_at > now() - interval '1 day'`.execute(db);
  const [row] = times.rows;
  setQuantiles(firstResponse, { '0.5': row?.p50, '0.9': row?.p90 });
  oldestWaiting.set(row?.oldest ?? 0);
  const deliveries = await sql<{ p50: number | null; p99: number | null }>`
    select percentile_cont(0.5) within group (order by extract(epoch from p.posted_at - m.created_at))::float8 as p50,
      percentile_cont(0.99) within group (order by extract(epoch from p.posted_at - m.created_at))::float8 as p99
    from posts p join messages m on m.handoff_id = split_part(p.post_key, '/', 2) and m.seq = p.through_seq
    where p.posted_at > now() - interval '1 hour' and m.kind = 'customer'`.execute(db);
  setQuantiles(deliverLatency, { '0.5': deliveries.rows[0]?.p50, '0.99': deliveries.rows[0]?.p99 });
  const requests = await sql<{ trying: number; given_up: number; suspected: number }>`
    select (select count(*)::int from contact_deliveries where state = 'pending') as trying,
      (select count(*)::int from contact_deliveries d join contact_requests r on r.id = d.contact_request_id
       where d.state = 'failed' and r.handled_at is null) as given_up,
      (select count(*)::int from contact_requests where suspected and handled_at is null) as suspected`.execute(db);
  contactRequests.set({ state: 'trying' }, requests.rows[0]?.trying ?? 0);
  contactRequests.set({ state: 'given_up' }, requests.rows[0]?.given_up ?? 0);
  contactRequests.set({ state: 'suspected' }, requests.rows[0]?.suspected ?? 0);
  return register.metrics();
};

/** Quantiles of nothing are left out rather than told as 0, or as what they were. */
const setQuantiles = (gauge: Gauge<'quantile'>, values: Record<string, number | null | undefined>): void => {
  gauge.reset();
  for (const [quantile, value] of Object.entries(values)) if (value != null) gauge.set({ quantile }, value);
};
