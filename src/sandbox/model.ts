/** A user of the sandbox's Slack team; the app's bot user is one. */
export type Member = { id: string; name: string; realName: string; token: string; colour: string; isBot: boolean };

export type Channel = { id: string; name: string; isPrivate: boolean; isArchived: boolean; members: string[] };

/** A message as Slack keeps it. `ts` is its id within the channel, unique and rising. */
export type Message = {
  type: 'message';
  subtype?: string;
  channel: string;
  ts: string;
  thread_ts?: string;
  user: string;
  text: string;
  blocks?: unknown[];
  metadata?: { event_type: string; event_payload: Record<string, unknown> };
  bot_id?: string;
  app_id?: string;
  client_msg_id?: string;
  edited?: { user: string; ts: string };
  deleted?: boolean;
  /** Shown to this user alone. */
  ephemeralTo?: string;
};

/** An answer of the Web API other than ok. */
export class SlackError extends Error {
  readonly code: string;
  /** Fields of the answer beside `error`. */
  readonly more: object;
  constructor(code: string, more: object = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }
}
