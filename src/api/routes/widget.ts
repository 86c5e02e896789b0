import Router from '@koa/router';
import type { Context } from 'koa';
import { answerTurn } from '../../assistant/answer-turn.ts';
import type { ConversationState } from '../../contract/conversation-state.ts';
import type { EndReason } from '../../contract/handoff.ts';
import {
  handoffActionRequest,
  offerQuery,
  openConversationRequest,
  reachRequest,
  readEntriesQuery,
  requestHandoffRequest,
  sendMessageRequest,
} from '../../contract/widget-api.schema.ts';
import {
  acceptCustomerMessage,
  entriesPerPage,
  noteCustomerEmail,
  openConversation,
  readEntries,
  resumeConversation,
  startOfLast,
} from '../../conversations/conversation-store.ts';
import { handOver } from '../../conversations/hand-over.ts';
import { isHandoffOf } from '../../conversations/handoff-reader.ts';
import { endHandoff } from '../../conversations/handoff-store.ts';
import { offerOf, readState } from '../../conversations/state-reader.ts';
import { readSettings } from '../../settings/settings-store.ts';
import { hoursNow } from '../../settings/trial-clock-store.ts';
import { announce } from '../announce.ts';
import { ApiError } from '../api-error.ts';
import { readBody, validate } from '../body.ts';
import { customerOf, workspaceOfWidget } from '../credentials.ts';
import type { ApiDeps } from '../deps.ts';
import { refuseHandOver } from '../refuse-hand-over.ts';

/** What the widget calls. Every answer that is 2xx follows its commit. */
export const widgetRoutes = (deps: ApiDeps): Router => {
  const { db, gateway, log } = deps;
  const router = new Router({ prefix: '/v1/widget', sensitive: true });

  const stateOf = async (conversationId: string): Promise<ConversationState> => {
    const state = await readState(deps, conversationId);
    if (!state) throw new ApiError('conversation_not_found', 'There is no such conversation.');
    return state;
  };

  router.get('/offer', async (ctx) => {
    const workspaceId = await workspaceOfWidget(deps, ctx, validate(offerQuery, { ...ctx.query }).key);
    const { settings } = await readSettings(db, workspaceId);
    ctx.body = { offer: offerOf(settings, await hoursNow(db), deps.mailer.ready) };
  });

  router.post('/conversations', async (ctx) => {
    const body = await readBody(ctx, openConversationRequest);
    const workspaceId = await workspaceOfWidget(deps, ctx, body.widgetKey);
    let conversationId: string;
    let resumeSecret: string;
    if (body.resume) {
      if (!(await resumeConversation(db, workspaceId, body.resume, body.page))) {
        throw new ApiError('conversation_not_found', 'This conversation can not be resumed.');
      }
      conversationId = body.resume.conversationId;
      resumeSecret = body.resume.secret;
    } else {
      await deps.limits('new_conversation', deps.addressOf(ctx.req));
      ({ conversationId, resumeSecret } = await openConversation(db, workspaceId, body));
    }
    const from = await startOfLast(db, conversationId, entriesPerPage);
    const [state, entries] = [
      await stateOf(conversationId),
      await readEntries(db, conversationId, from, entriesPerPage),
    ];
    const token = await deps.tokens.issue({ workspaceId, conversationId });
    ctx.body = { conversationId, ...token, resumeSecret, state, entries, hasEarlier: from > 0 };
  });

  router.post('/messages', async (ctx) => {
    const customer = await customerOf(deps, ctx);
    const body = await readBody(ctx, sendMessageRequest);
    const accepted = await acceptCustomerMessage(db, { ...customer, ...body });
    if (accepted.outcome === 'unknown_conversation')
      throw new ApiError('conversation_not_found', 'There is no such conversation.');
    if (accepted.outcome === 'handoff_ended') {
      const state = await stateOf(customer.conversationId);
      throw new ApiError('handoff_ended', 'The session with the team has ended.', { state });
    }
    if (accepted.outcome === 'duplicate') {
      if (!accepted.sameText) throw new ApiError('client_id_reused', 'This client id was used for another text.');
      ctx.body = { entry: accepted.entry };
      return;
    }
    announce(deps, customer.conversationId, [accepted.entry]);
    if (accepted.ring && accepted.handoffId) void gateway.ring(accepted.handoffId);
    if (accepted.answer) {
      answerTurn(deps, { ...customer, seq: accepted.entry.seq, epoch: accepted.epoch }).then(
        (entries) => entries.length > 0 && deps.hub.changed(customer.conversationId),
        (error: unknown) =>
          log.warn(
            { err: error, conversationId: customer.conversationId },
            'A turn was not answered; the sweeper will',
          ),
      );
    }
    ctx.status = 201;
    ctx.body = { entry: accepted.entry };
  });

  router.get('/entries', async (ctx) => {
    const { conversationId } = await customerOf(deps, ctx);
    const { after } = validate(readEntriesQuery, { ...ctx.query });
    const entries = await readEntries(db, conversationId, after, entriesPerPage);
    ctx.body = { entries, more: entries.length === entriesPerPage, state: await stateOf(conversationId) };
  });

  router.post('/handoffs', async (ctx) => {
    const customer = await customerOf(deps, ctx);
    const { whenClosed } = await readBody(ctx, requestHandoffRequest);
    await deps.limits('handoff_address', deps.addressOf(ctx.req));
    const outcome = await handOver(deps, { ...customer, requestedBy: 'customer', reason: null, whenClosed });
    refuseHandOver(outcome);
    announce(deps, customer.conversationId);
    ctx.status = outcome.outcome === 'requested' ? 201 : 200;
    ctx.body = { state: await stateOf(customer.conversationId) };
  });

  router.post('/reach', async (ctx) => {
    const { conversationId } = await customerOf(deps, ctx);
    const { email } = await readBody(ctx, reachRequest);
    await deps.limits('reach_address', deps.addressOf(ctx.req));
    await noteCustomerEmail(db, conversationId, email);
    announce(deps, conversationId);
    ctx.body = { state: await stateOf(conversationId) };
  });

  const endBy = (reason: EndReason) => async (ctx: Context) => {
    const { conversationId } = await customerOf(deps, ctx);
    const { handoffId } = await readBody(ctx, handoffActionRequest);
    if (!(await isHandoffOf(db, conversationId, handoffId)))
      throw new ApiError('not_found', 'There is no such handoff in this conversation.');
    const outcome = await endHandoff(db, { handoffId, reason, by: 'customer' });
    if (outcome.outcome === 'ended') {
      announce(deps, conversationId);
      void gateway.ring(handoffId);
      if (outcome.next) void gateway.ring(outcome.next);
    }
    ctx.body = { state: await stateOf(conversationId) };
  };
  router.post('/handoffs/cancel', endBy('customer_ended'));
  router.post('/handoffs/end', endBy('customer_ended'));
  router.post('/handoffs/leave', endBy('customer_left'));

  return router;
};
