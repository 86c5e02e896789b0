import Router from '@koa/router';
import type { Context } from 'koa';
import { Counter } from 'prom-client';
import { createAgentHome } from '../../accounts/agent-home.ts';
import { createProfileRefresh } from '../../accounts/agent-profiles.ts';
import { acceptAgentStatus, readAwaySince } from '../../accounts/agent-status-store.ts';
import { InvalidSignatureError } from '../../channels/channel-error.ts';
import type { AgentAnswer, AgentStatusEvent } from '../../contract/agent-status.ts';
import type { Entry } from '../../contract/entry.ts';
import type { InboundEvent } from '../../contract/inbound-event.ts';
import { acceptAgentEvent } from '../../conversations/handoff-store.ts';
import { within } from '../../within.ts';
import { announce } from '../announce.ts';
import { rawLimitBytes, readRaw } from '../body.ts';
import type { ApiDeps } from '../deps.ts';
import { ringContactRequest } from '../ring-contact-request.ts';

const received = new Counter({
  name: 'handoff_channel_events_total',
  help: 'Events from agent channels, by what became of them',
  labelNames: ['outcome'],
});

/** Slack waits 3 s for the answer to a command, and shows the agent no words of ours after that. */
const commandLimitMs = 2000;
/** So long the customer waits for what an agent said to have their name, which is asked of Slack once a day. */
const nameLimitMs = 500;

/** Slack's side of the bridge: verify the raw bytes, project, commit, answer 200, then tell the rest of the world. */
export const slackRoutes = (deps: ApiDeps): Router => {
  const { channel, db, gateway, log } = deps;
  const router = new Router({ prefix: '/slack', sensitive: true });
  const refreshProfile = createProfileRefresh(db, channel);
  const showHome = createAgentHome(deps);

  /** Shows what was committed, with the agent's name if that is soon known; else the name comes after. */
  const show = async (conversationId: string, entries: Entry[] | undefined, agentId: string | undefined) => {
    const named = agentId
      ? refreshProfile(agentId).catch((error: unknown) => {
          log.warn({ err: error, agentId }, "An agent's profile could not be read");
          return false;
        })
      : Promise.resolve(false);
    await within(nameLimitMs, named, false);
    announce(deps, conversationId, entries);
    if (await named) announce(deps, conversationId);
  };

  const accept = async (event: InboundEvent): Promise<void> => {
    const outcome = await acceptAgentEvent(db, channel.provider, event);
    received.inc({ outcome: outcome.outcome });
    if (outcome.ring && outcome.handoffId) void gateway.ring(outcome.handoffId);
    if (outcome.next) void gateway.ring(outcome.next);
    if (outcome.contactRequestId) ringContactRequest(deps, outcome.contactRequestId);
    if (outcome.noticeId) {
      gateway
        .startNotice(outcome.noticeId)
        .catch((error: unknown) => log.warn({ err: error }, 'A notice was not started; the sweeper will'));
    }
    if (outcome.conversationId) void show(outcome.conversationId, outcome.entries, outcome.agentId);
  };

  /** Commits what an agent did about themselves, shows it on their home, and tells how they stand. */
  const attend = async ({ type, ...event }: AgentStatusEvent): Promise<AgentAnswer> => {
    received.inc({ outcome: `agent_${type}` });
    if (type === 'help') return { is: 'help' };
    const changes = type === 'away' || type === 'back';
    const awaySince = changes
      ? (await acceptAgentStatus(db, channel.provider, { type, ...event })).awaySince
      : await readAwaySince(db, channel.provider, event.agentExternalId);
    if (type !== 'status') void showHome(event.agentExternalId);
    return { is: 'standing', standing: { ...(awaySince && { awaySince }) }, after: changes ? type : 'status' };
  };

  /** The agent typed it and Slack sends it once: they are to see that it was not saved. */
  const attendCommand = async (event: AgentStatusEvent): Promise<AgentAnswer> => {
    try {
      const answer = await within(commandLimitMs, attend(event), undefined);
      if (answer) return answer;
      log.warn({ limitMs: commandLimitMs }, "An agent's command was not saved in time, and they were told so");
    } catch (error) {
      log.warn({ err: error }, "An agent's command was not saved, and they were told so");
    }
    return { is: 'not_saved' };
  };

  /** Who can't have signed is refused before a byte of the body is taken, and after many tries told to wait. */
  const readSigned = async (ctx: Context) => {
    const { headers } = ctx.req;
    try {
      channel.verifyHeaders(headers, Date.now());
      const request = { headers, body: await readRaw(ctx, rawLimitBytes) };
      channel.verify(request, Date.now());
      return request;
    } catch (error) {
      if (error instanceof InvalidSignatureError) await deps.limits('bad_credentials', deps.addressOf(ctx.req));
      throw error;
    }
  };

  const handle = (kind: 'events' | 'interactivity' | 'commands') => async (ctx: Context) => {
    const request = await readSigned(ctx);
    const inbound = channel.parse(request, kind);
    if (inbound.is === 'reply') {
      ctx.type = inbound.type;
      ctx.body = inbound.body;
      return;
    }
    ctx.status = 200;
    ctx.body = '';
    if (inbound.is === 'agent') {
      if (kind !== 'commands') return void (await attend(inbound.event));
      const { type, body } = channel.answerAgent(await attendCommand(inbound.event));
      ctx.type = type;
      ctx.body = body;
      return;
    }
    if (inbound.ignored) received.inc({ outcome: `ignored_${inbound.ignored}` });
    for (const event of inbound.events) await accept(event);
  };

  router.post('/events', handle('events'));
  router.post('/interactivity', handle('interactivity'));
  router.post('/commands', handle('commands'));
  return router;
};
