import Router from '@koa/router';
import { assistantTurnRequest, hostHandoffRequest } from '../../contract/host-api.schema.ts';
import { readEntriesQuery } from '../../contract/widget-api.schema.ts';
import {
  commitAssistantTurn,
  entriesPerPage,
  findConversation,
  readEntries,
} from '../../conversations/conversation-store.ts';
import { handOver } from '../../conversations/hand-over.ts';
import { listHandoffs } from '../../conversations/handoff-reader.ts';
import { readState } from '../../conversations/state-reader.ts';
import { readSettings } from '../../settings/settings-store.ts';
import { announce } from '../announce.ts';
import { ApiError } from '../api-error.ts';
import { readBody, validate } from '../body.ts';
import { hostOf } from '../credentials.ts';
import type { ApiDeps } from '../deps.ts';
import { refuseHandOver } from '../refuse-hand-over.ts';

/** What the host's own backend calls, with a key of its workspace. */
export const hostRoutes = (deps: ApiDeps): Router => {
  const { db } = deps;
  const router = new Router({ prefix: '/v1/host/conversations/:id', sensitive: true });

  const find = async (workspaceId: string, id: string) => {
    const found = await findConversation(db, workspaceId, id);
    if (!found) throw new ApiError('conversation_not_found', 'There is no such conversation.');
    return found;
  };

  router.get('/', async (ctx) => {
    const workspaceId = await hostOf(deps, ctx);
    const { id, epoch } = await find(workspaceId, ctx.params.id ?? '');
    const { settings } = await readSettings(db, workspaceId);
    ctx.body = {
      state: await readState(deps, id),
      epoch,
      autoHandoff: settings.autoHandoff,
      escalationPrompt: settings.escalationPrompt,
      handoffs: await listHandoffs(db, id),
    };
  });

  router.get('/transcript', async (ctx) => {
    const { id } = await find(await hostOf(deps, ctx), ctx.params.id ?? '');
    const { after } = validate(readEntriesQuery, { ...ctx.query });
    const entries = await readEntries(db, id, after, entriesPerPage);
    ctx.body = { entries, more: entries.length === entriesPerPage };
  });

  router.post('/assistant-turns', async (ctx) => {
    const workspaceId = await hostOf(deps, ctx);
    const body = await readBody(ctx, assistantTurnRequest);
    const outcome = await commitAssistantTurn(db, { workspaceId, conversationId: ctx.params.id ?? '', ...body });
    if (outcome.outcome === 'unknown_conversation')
      throw new ApiError('conversation_not_found', 'There is no such conversation.');
    if (outcome.outcome === 'stale')
      throw new ApiError('stale_answer', 'People own this conversation, or did since the answer was begun.');
    if (outcome.outcome === 'accepted') announce(deps, ctx.params.id ?? '', [outcome.entry]);
    ctx.status = outcome.outcome === 'accepted' ? 201 : 200;
    ctx.body = { entry: outcome.entry, epoch: outcome.epoch };
  });

  router.post('/handoffs', async (ctx) => {
    const workspaceId = await hostOf(deps, ctx);
    const body = await readBody(ctx, hostHandoffRequest);
    const { id } = await find(workspaceId, ctx.params.id ?? '');
    const outcome = await handOver(deps, { workspaceId, conversationId: id, requestedBy: 'host', ...body });
    refuseHandOver(outcome);
    announce(deps, id);
    ctx.status = outcome.outcome === 'requested' ? 201 : 200;
    ctx.body = { ...('handoffId' in outcome && { handoffId: outcome.handoffId }), state: await readState(deps, id) };
  });

  return router;
};
