import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Member, SlackError } from './model.ts';
import { app, team } from './seed.ts';

const words = (longest: number) =>
  z.looseObject({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string().min(1).max(longest) });
const plain = (longest: number) => words(longest).extend({ type: z.literal('plain_text') });
const button = z.looseObject({
  type: z.literal('button'),
  text: plain(75),
  action_id: z.string().max(255).optional(),
  value: z.string().max(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

/** The blocks that the page can show, by Slack's limits (docs.slack.dev, block kit). */
const block = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('header'), text: plain(150) }),
  z
    .looseObject({
      type: z.literal('section'),
      text: words(3000).optional(),
      fields: z.array(words(2000)).min(1).max(10).optional(),
    })
    .refine((section) => section.text || section.fields, 'must have text or fields'),
  z.looseObject({ type: z.literal('context'), elements: z.array(words(3000)).min(1).max(10) }),
  z.looseObject({ type: z.literal('actions'), elements: z.array(button).min(1).max(25) }),
  z.looseObject({ type: z.literal('divider') }),
  z.looseObject({ type: z.literal('rich_text'), elements: z.array(z.unknown()) }),
]);
const home = z.object({
  type: z.literal('home'),
  blocks: z.array(block).max(100),
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
});

export type View = z.infer<typeof home> & { id: string; hash: string };
const largestView = 250_000;

/** The home tabs that the app has published, one for each person. */
export const createHomes = () => {
  const views = new Map<string, View>();
  const listeners = new Set<() => void>();
  return {
    of: (user: string): View | undefined => views.get(user),
    all: (): Record<string, View> => Object.fromEntries(views),
    /** Throws Slack's errors. `hash`: of the view that is to be replaced, when the app cares. */
    publish(user: Member, view: unknown, hash: string): object {
      if (JSON.stringify(view ?? null).length > largestView) throw new SlackError('view_too_large');
      const read = home.safeParse(view);
      if (!read.success) {
        const messages = read.error.issues.map(
          ({ path, message }) => `${message} [json-pointer:/view/${path.join('/')}]`,
        );
        throw new SlackError('invalid_arguments', { response_metadata: { messages } });
      }
      const before = views.get(user.id);
      if (hash && hash !== before?.hash) throw new SlackError('hash_conflict');
      const blocks = read.data.blocks.map((one, i) => ({ block_id: `b${i}`, ...one }));
      const published = { ...read.data, blocks, id: before?.id ?? newId(), hash: randomUUID() };
      views.set(user.id, published);
      for (const listener of listeners) listener();
      return asView(published);
    },
    onChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear(): void {
      views.clear();
      for (const listener of listeners) listener();
    },
  };
};
export type Homes = ReturnType<typeof createHomes>;

const newId = () => `V${randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`;

/** A view as Slack tells it to the app. */
export const asView = (view: View): object => ({
  ...view,
  team_id: team.id,
  app_id: app.id,
  bot_id: app.botId,
  root_view_id: view.id,
  previous_view_id: null,
  external_id: '',
  state: { values: {} },
});
