export type Member = { id: string; name: string; realName: string; isBot: boolean; token?: string };
export type Channel = { id: string; name: string; isPrivate: boolean; isArchived: boolean; members: string[] };
export type Text = { type: string; text: string };
export type Button = {
  type: string;
  text: Text;
  action_id: string;
  value?: string;
  style?: string;
  url?: string;
  confirm?: { title: Text; text: Text; confirm: Text; deny: Text };
};
export type RichElement = {
  type: string;
  text?: string;
  style?: { bold?: boolean };
  url?: string;
  elements?: RichElement[];
};
export type Block = { type: string; text?: Text; fields?: Text[]; elements?: (Text & Button & RichElement)[] };
export type Message = {
  channel: string;
  ts: string;
  thread_ts?: string;
  user: string;
  text: string;
  blocks?: Block[];
  edited?: object;
  deleted?: boolean;
  ephemeralTo?: string;
};
/** What the app published for one person. */
export type View = { id: string; blocks: Block[] };
/** `snoozed`: not to be disturbed between two instants, in seconds. */
export type Status = { active: boolean; snoozed?: { from: number; to: number } };
export type World = {
  team: string;
  channels: Channel[];
  members: Member[];
  messages: Message[];
  /** Home tabs and statuses, by person; who has no status is active. */
  homes: Record<string, View>;
  statuses: Record<string, Status>;
  /** Where events go, and whether the app has answered there. */
  events: { url: string; answers: boolean; untaken: number };
};

/** The world with a message put in its place, or replaced. */
export const withMessage = (world: World, message: Message): World => {
  const rest = world.messages.filter((m) => m.ts !== message.ts || m.channel !== message.channel);
  return { ...world, messages: [...rest, message].sort((a, b) => Number(a.ts) - Number(b.ts)) };
};

type Change = (before: World | undefined) => World | undefined;

/** Keeps the world as it is on the server. Returns how to stop. */
export const followWorld = (
  onChange: (change: Change) => void,
  onConnected: (connected: boolean) => void,
): (() => void) => {
  const changes = new EventSource('/page/changes');
  const on = <T>(type: string, put: (before: World, data: T) => World) =>
    changes.addEventListener(type, (event) => {
      const data = JSON.parse((event as MessageEvent<string>).data) as T;
      onChange((before) => before && put(before, data));
    });
  // Everything is read anew at each connection: nothing that came in between is missed.
  changes.onopen = async () => {
    try {
      const world = (await (await fetch('/page/world')).json()) as World;
      onConnected(true);
      onChange(() => world);
    } catch {
      onConnected(false);
    }
  };
  changes.onerror = () => onConnected(false);
  on<Message>('message', withMessage);
  on<World['events']>('standing', (world, events) => ({ ...world, events }));
  on<Channel[]>('channels', (world, channels) => ({ ...world, channels }));
  on<World['homes']>('homes', (world, homes) => ({ ...world, homes }));
  on<World['statuses']>('statuses', (world, statuses) => ({ ...world, statuses }));
  return () => changes.close();
};

/** Slack's own client escapes what a person types before it is sent. */
export const escapeTyped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const unescapeTyped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Calls the Web API as an agent's client would. Returns Slack's error code, or undefined. */
export const callApi = async (
  method: string,
  member: Member,
  args: Record<string, string>,
): Promise<string | undefined> => {
  const response = await fetch(`/api/${method}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${member.token}` },
    body: new URLSearchParams(args),
  });
  const answer = (await response.json()) as { ok: boolean; error?: string };
  return answer.ok ? undefined : (answer.error ?? 'unknown_error');
};

/** Asks the sandbox for what Slack does not have; without a body it is a DELETE. False when it was not done. */
export const control = async (path: string, body: object | undefined): Promise<boolean> => {
  const how = body ? { method: 'POST', body: JSON.stringify(body) } : { method: 'DELETE' };
  const response = await fetch(`/control/${path}`, how).catch(() => undefined);
  return response?.ok === true && ((await response.json()) as { ok?: boolean }).ok !== false;
};

/** Runs a slash command as a person. Returns what Slack says when it fails, or undefined. */
export const runCommand = async (member: Member, channel: string, typed: string): Promise<string | undefined> => {
  const [name] = typed.split(' ');
  const body = JSON.stringify({ user: member.id, channel, text: typed });
  const response = await fetch('/control/command', { method: 'POST', body }).catch(() => undefined);
  if (!response?.ok) return 'The sandbox did not answer.';
  const { error } = (await response.json()) as { error?: string };
  if (error === 'invalid_command') return `${name} is not a valid command.`;
  return error && `${name} failed with the error "${error}".`;
};

/** How many faults are still to happen. */
export const pendingFaults = async (): Promise<number> => {
  const { faults } = (await (await fetch('/control/faults')).json()) as { faults: { times: number }[] };
  return faults.reduce((sum, { times }) => sum + times, 0);
};
