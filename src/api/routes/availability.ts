import Router from '@koa/router';
import { availabilityAt } from '../../availability/availability.ts';
import { holidayCountries, holidayRegions } from '../../availability/holidays.ts';
import { parseHours } from '../../availability/hours-text/parse-hours.ts';
import { printSchedule } from '../../availability/hours-text/print-schedule.ts';
import { describeZone } from '../../availability/hours-text/zones.ts';
import { teamHours } from '../../availability/team-hours.ts';
import { dayAt } from '../../availability/wall-clock.ts';
import {
  listHolidayPlacesQuery,
  parseHoursRequest,
  previewHoursRequest,
  trialClockRequest,
} from '../../contract/availability-api.schema.ts';
import type { Schedule } from '../../contract/schedule.ts';
import { readCapacity } from '../../conversations/capacity.ts';
import { listUndecided } from '../../conversations/handoff-reader.ts';
import { readQueue } from '../../conversations/queue-reader.ts';
import { readSettings } from '../../settings/settings-store.ts';
import { hoursNow, moveTrialClock, readTrialClock } from '../../settings/trial-clock-store.ts';
import { adminOnly, workspaceOf } from '../admin-access.ts';
import { ApiError } from '../api-error.ts';
import { readBody, validate } from '../body.ts';
import type { ApiDeps } from '../deps.ts';
import { refuseUnknownHolidays } from '../refuse-unknown-holidays.ts';

const changesAhead = 14;
/** The sweeper rings for new settings, not for this clock. */
const mostRung = 1000;

/** What admins see and try of availability: hours, the clock that they are read by, and who waits for a place. */
export const availabilityRoutes = (deps: ApiDeps): Router => {
  const { db, gateway, config } = deps;
  const router = new Router({ prefix: '/v1/admin', sensitive: true });
  const admin = adminOnly(deps);

  router.post(
    '/workspaces/:id/hours/parse',
    admin(async (ctx) => {
      const body = await readBody(ctx, parseHoursRequest);
      const { id } = await workspaceOf(deps, ctx);
      const { settings } = await readSettings(db, id);
      const at = (await hoursNow(db)).getTime();
      const ownZone = body.zone ?? settings.availability.zone;
      const parsed = parseHours(body.text, { zone: ownZone, today: dayAt(ownZone, at) });
      const { zone } = parsed;
      const now = describeZone(zone.zone, at);
      ctx.body = { ...parsed, zone: { ...zone, now } };
    }),
  );
  router.post(
    '/workspaces/:id/hours/preview',
    admin(async (ctx) => {
      const body = await readBody(ctx, previewHoursRequest);
      refuseUnknownHolidays(body.schedule, 'schedule');
      const { id } = await workspaceOf(deps, ctx);
      const at = body.at ? new Date(body.at) : await hoursNow(db);
      const { settings } = await readSettings(db, id);
      const schedule = body.schedule ?? settings.availability.schedule;
      if (schedule) {
        const next = changesAfter(schedule, at);
        ctx.body = { ...standingAt(schedule, at), next, text: printSchedule(schedule) };
      } else ctx.body = { at: at.toISOString(), state: teamHours(settings, at).state, next: [] };
    }),
  );

  router.get(
    '/workspaces/:id/queue',
    admin(async (ctx) => {
      const { id } = await workspaceOf(deps, ctx);
      const { settings } = await readSettings(db, id);
      const { provider, channel } = settings;
      const capacity = channel === null ? {} : await readCapacity(deps, settings, { provider, channel });
      ctx.body = { ...capacity, ...(await readQueue(db, id)) };
    }),
  );

  router.get(
    '/holidays',
    admin(async (ctx) => {
      const { country } = validate(listHolidayPlacesQuery, { ...ctx.query });
      ctx.body = { places: country === undefined ? holidayCountries() : holidayRegions(country) };
    }),
  );

  router.get(
    '/trial-clock',
    admin(async (ctx) => {
      ctx.body = await readTrialClock(db);
    }),
  );
  router.put(
    '/trial-clock',
    admin(async (ctx) => {
      const { at } = await readBody(ctx, trialClockRequest);
      if (!config.demo) throw new ApiError('trial_clock_disabled', 'Only a server that is tried out has this clock.');
      await moveTrialClock(db, at === null ? null : new Date(at));
      for (const handoffId of await listUndecided(db, undefined, mostRung)) void gateway.ring(handoffId);
      ctx.body = await readTrialClock(db);
    }),
  );

  return router;
};

const standingAt = (schedule: Schedule, at: Date) => {
  const { open, ...change } = availabilityAt(schedule, at);
  return { at, state: open ? 'open' : 'closed', ...change };
};

const changesAfter = (schedule: Schedule, at: Date) => {
  const changes = [];
  let now = standingAt(schedule, at);
  for (let i = 0; i < changesAhead; i++) {
    const next = 'closesAt' in now ? now.closesAt : 'opensAt' in now ? now.opensAt : undefined;
    if (!next) break;
    now = standingAt(schedule, next);
    changes.push(now);
  }
  return changes;
};
