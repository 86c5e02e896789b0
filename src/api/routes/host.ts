import Router from '@koa/router';
import { assistantTurnRequest, hostHandoffRequest } from '../../contract/host-api.schema.ts';
import { readEntriesQuery } from '../../contract/widget-api.schema.ts';
import { commitAssistantTurn, readEntries } from '../../conversations/conversation-store.ts';
import { handOver } from '../../conversations/hand-over.ts';
import { readState } from '../../conversations/state-reader.ts';
import { announce } from '../announce.ts';
import { ApiError } from '../api-error.ts';
import { hostOf } from '../credentials.ts';
import type { ApiDeps } from '../deps.ts';
import { readBody, validate } from '../middleware/body.ts';
import { refuseHandOver } from './widget.ts';

const entriesPerPage = 200;

/** What the host's own backend calls, with a key of its workspace. */
export const hostRoutes = (deps: ApiDeps): Router => {
  const { db } = deps;
  const router = new Router({ prefix: '/v1/host/conversations/:id', sensitive: true });

  const find = async (workspaceId: string, id: string) => {
    const row = await db
      .selectFrom('conversations')
      .select(['id', 'epoch'])
      .where('id', '=', id)
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirst();
    if (!row) throw new ApiError('conversation_not_found', 'There is no such conversation.');
    return row;
  };

  router.get('/', async (ctx) => {
    const { id, epoch } = await find(await hostOf(deps, ctx), ctx.params.id ?? '');
    const handoffs = await db
      .selectFrom('handoffs')
      .select([
        'id',
        'status',
        'end_reason as endReason',
        'ended_by as endedBy',
        'requested_by as requestedBy',
        'reason',
      ])
      .select([
        'requested_at as requestedAt',
        'waiting_at as waitingAt',
        'active_at as activeAt',
        'ended_at as endedAt',
      ])
      .where('conversation_id', '=', id)
      .orderBy('requested_at', 'desc')
      .limit(100)
      .execute();
    ctx.body = { state: await readState(db, id), epoch, handoffs };
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
    refuseHandOver(outcome.outcome);
    announce(deps, id);
    ctx.status = outcome.outcome === 'requested' ? 201 : 200;
    ctx.body = { ...('handoffId' in outcome && { handoffId: outcome.handoffId }), state: await readState(db, id) };
  });

  return router;
};
