export type Member = { id: string; name: string; realName: string; isBot: boolean; token?: string };
export type Channel = { id: string; name: string; isPrivate: boolean; isArchived: boolean; members: string[] };
export type Text = { type: string; text: string };
export type Button = {
  type: string;
  text: Text;
  action_id: string;
  value?: string;
  style?: string;
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
export type World = { channels: Channel[]; members: Member[]; messages: Message[] };

/** The world with a message put in its place, or replaced. */
export const withMessage = (world: World, message: Message): World => {
  const rest = world.messages.filter((m) => m.ts !== message.ts || m.channel !== message.channel);
  return { ...world, messages: [...rest, message].sort((a, b) => Number(a.ts) - Number(b.ts)) };
};

export const loadWorld = async (): Promise<World> => (await fetch('/page/world')).json();

/** Slack's own client escapes what a person types before it is sent. */
export const escapeTyped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

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

export const control = async (path: string, body: object): Promise<boolean> => {
  const response = await fetch(`/control/${path}`, { method: 'POST', body: JSON.stringify(body) });
  return response.ok && ((await response.json()) as { ok?: boolean }).ok !== false;
};
