import type { ConversationState } from '../../../src/contract/conversation-state.ts';
import type { Entry } from '../../../src/contract/entry.ts';
import type { ErrorBody, ErrorCode } from '../../../src/contract/errors.ts';
import type { ContactRequest } from '../state/form-sending.ts';
import type { KeptStore } from './kept.ts';

export type Opened = {
  conversationId: string;
  token: string;
  resumeSecret: string;
  state: ConversationState;
  entries: Entry[];
};

/** Who the customer is, as far as the host page says. */
export type Customer = { name?: string; email?: string };

/** The server refused; `code` is one of its stable codes. */
export class Refused extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly state: ConversationState | undefined;
  readonly retryAfterMs: number;
  /** Which fields were not right, and why. */
  readonly fields: { path: string; message: string }[];
  constructor(status: number, body: Partial<ErrorBody> & { state?: ConversationState }, retryAfter: string | null) {
    super(body.error?.message ?? `The server answered ${status}`);
    this.code = body.error?.code ?? 'internal';
    this.status = status;
    this.state = body.state;
    this.retryAfterMs = Number(retryAfter ?? 0) * 1000;
    this.fields = body.error?.fields ?? [];
  }
}

/** Refusals that no waiting mends: this site may not show this chat. */
export const isBarred = (error: unknown): boolean =>
  error instanceof Refused && (error.code === 'workspace_not_found' || error.code === 'origin_not_allowed');

const callLimitMs = 15_000;

/** The widget's side of the HTTP API. A token that expired is renewed by the resume secret, and the call made again. */
export const createApi = (options: {
  base: string;
  widgetKey: string;
  kept: KeptStore;
  customer: () => Customer;
  /** After each opening, resuming or renewal. */
  onOpened: (opened: Opened) => void;
  onBarred: () => void;
}) => {
  const { base, widgetKey, kept } = options;
  let token: string | undefined;
  let opening: Promise<Opened> | undefined;

  const send = async <T>(method: string, path: string, body?: object, bearer?: string): Promise<T> => {
    const response = await fetch(`${base}/v1/widget${path}`, {
      method,
      credentials: 'omit',
      headers: {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(bearer && { Authorization: `Bearer ${bearer}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(callLimitMs),
    });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return answer as T;
    const refused = new Refused(response.status, answer, response.headers.get('Retry-After'));
    if (isBarred(refused)) options.onBarred();
    throw refused;
  };

  const about = () => {
    const page = { url: location.href.slice(0, 2000), title: document.title.slice(0, 300).toWellFormed() };
    const customer = options.customer();
    return {
      ...(location.protocol.startsWith('http') && { page }),
      ...((customer.name || customer.email) && { customer }),
    };
  };

  const openOnce = async (said: object): Promise<Opened> => {
    const { resume } = kept.get();
    try {
      const opened = await send<Opened>('POST', '/conversations', { widgetKey, ...said, ...(resume && { resume }) });
      // Another tab has begun one meanwhile: both go on in that one.
      if (!resume && kept.get().resume) return openOnce(said);
      kept.set({ resume: { conversationId: opened.conversationId, secret: opened.resumeSecret } });
      return opened;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // What a page says of itself and its customer must not keep the customer out.
      if (error.code === 'invalid_request' && Object.keys(said).length > 0) return openOnce({});
      if (!resume || error.code !== 'conversation_not_found') throw error;
      // The conversation was deleted: begin a new one rather than stay locked out.
      if (kept.get().resume?.secret === resume.secret)
        kept.set({ resume: undefined, live: undefined, seen: undefined });
      return openOnce(said);
    }
  };

  const open = (): Promise<Opened> => {
    opening ??= openOnce(about())
      .then((opened) => {
        token = opened.token;
        options.onOpened(opened);
        return opened;
      })
      .finally(() => {
        opening = undefined;
      });
    return opening;
  };

  const freshToken = async (): Promise<string> => (!opening && token) || (await open()).token;

  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    try {
      return await send<T>(method, path, body, await freshToken());
    } catch (error) {
      if (!(error instanceof Refused) || (error.status !== 401 && error.code !== 'conversation_not_found')) throw error;
      return send<T>(method, path, body, (await open()).token);
    }
  };

  return {
    open,
    freshToken,
    sendMessage: (message: { clientId: string; text: string; handoffId: string | null }) =>
      call<{ entry: Entry }>('POST', '/messages', message),
    readEntries: (after: number) =>
      call<{ entries: Entry[]; more: boolean; state: ConversationState }>('GET', `/entries?after=${after}`),
    requestHandoff: (whenClosed: 'form' | 'schedule') =>
      call<{ state: ConversationState }>('POST', '/handoffs', { whenClosed }),
    reachAt: (email: string | null) => call<{ state: ConversationState }>('POST', '/reach', { email }),
    act: (action: 'cancel' | 'end' | 'leave', handoffId: string) =>
      call<{ state: ConversationState }>('POST', `/handoffs/${action}`, { handoffId }),
    sendContactRequest: (request: ContactRequest) =>
      call<{ state: ConversationState }>('POST', '/contact-requests', request),
  };
};
export type Api = ReturnType<typeof createApi>;
