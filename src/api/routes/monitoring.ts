import Router from '@koa/router';
import { sql } from 'kysely';
import { collectDefaultMetrics, Gauge, register } from 'prom-client';
import { pendingMigrations } from '../../db/migrate.ts';
import type { ApiDeps } from '../deps.ts';

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
if (!register.getSingleMetric('process_cpu_user_seconds_total')) collectDefaultMetrics();

const partLimitMs = 2000;

/** Health for orchestrators, metrics for Prometheus. Neither holds personal data; keep /metrics off the public net. */
export const monitoringRoutes = (deps: ApiDeps): Router => {
  const { db, gateway, channel, config, hub } = deps;
  const router = new Router({ sensitive: true });

  const parts: Record<string, () => Promise<unknown>> = {
    postgres: () => sql`select 1`.execute(db),
    migrations: async () => {
      const pending = await pendingMigrations(db);
      if (pending.length > 0) throw new Error(`run npm run migrate: ${pending.join(', ')} pending`);
    },
    temporal: () => gateway.ping(),
    slack: () => channel.checkChannel(config.slack.channel),
    changeFeed: async () => {
      if (!hub.feed.listening) throw new Error('not listening');
    },
  };

  router.get('/health/live', (ctx) => {
    ctx.body = { status: 'ok' };
  });

  router.get('/health/ready', async (ctx) => {
    const checked = await Promise.all(
      Object.entries(parts).map(async ([name, check]) => [name, await standing(check)] as const),
    );
    const faults = checked.filter(([, standing]) => standing !== 'ok');
    // Only without Postgres can nothing be accepted; all else is made good later.
    const ready = faults.every(([name]) => name !== 'postgres' && name !== 'migrations');
    ctx.status = ready ? 200 : 503;
    ctx.body = {
      status: faults.length === 0 ? 'ok' : ready ? 'degraded' : 'unavailable',
      parts: Object.fromEntries(checked),
    };
  });

  router.get('/metrics', async (ctx) => {
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
    ctx.type = register.contentType;
    ctx.body = await register.metrics();
  });

  return router;
};

/** Quantiles of nothing are left out rather than told as 0, or as what they were. */
const setQuantiles = (gauge: Gauge<'quantile'>, values: Record<string, number | null | undefined>): void => {
  gauge.reset();
  for (const [quantile, value] of Object.entries(values)) if (value != null) gauge.set({ quantile }, value);
};

const standing = async (check: () => Promise<unknown>): Promise<string> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${partLimitMs} ms`)), partLimitMs);
  });
  try {
    await Promise.race([check(), late]);
    return 'ok';
  } catch (error) {
    // Driver messages name hosts and users at most by their configuration; the first line is enough for an operator.
    return error instanceof Error ? (error.message.split('\n')[0] ?? 'failed').slice(0, 200) : 'failed';
  } finally {
    clearTimeout(timer);
  }
};
