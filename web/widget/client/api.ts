import type { ConversationState, LiveAgentOffer } from '../../../src/contract/conversation-state.ts';
import type { Entry } from '../../../src/contract/entry.ts';
import type { ErrorBody } from '../../../src/contract/errors.ts';
import type { KeptStore } from './kept.ts';

export type Opened = {
  conversationId: string;
  token: string;
  resumeSecret: string;
  state: ConversationState;
  entries: Entry[];
};

/** The server refused; `code` is one of its stable codes. */
export class Refused extends Error {
  readonly code: string;
  readonly status: number;
  readonly state: ConversationState | undefined;
  readonly retryAfterMs: number;
  constructor(status: number, body: Partial<ErrorBody> & { state?: ConversationState }, retryAfter: string | null) {
    super(body.error?.message ?? `The server answered ${status}`);
    this.code = body.error?.code ?? 'internal';
    this.status = status;
    this.state = body.state;
    this.retryAfterMs = Number(retryAfter ?? 0) * 1000;
  }
}

const callLimitMs = 15_000;

/** The widget's side of the HTTP API. A token that expired is renewed by the resume secret, and the call made again. */
export const createApi = (base: string, widgetKey: string, kept: KeptStore) => {
  let token: string | undefined;

  const send = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${base}/v1/widget${path}`, {
      method,
      credentials: 'omit',
      headers: {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(callLimitMs),
    });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw new Refused(response.status, answer, response.headers.get('Retry-After'));
    return answer as T;
  };

  const open = async (): Promise<Opened> => {
    const page = { url: location.href.slice(0, 2000), title: document.title.slice(0, 300) };
    const { resume } = kept.get();
    token = undefined;
    try {
      const request = { widgetKey, ...(location.protocol.startsWith('http') && { page }), ...(resume && { resume }) };
      const opened = await send<Opened>('POST', '/conversations', request);
      token = opened.token;
      kept.set({ resume: { conversationId: opened.conversationId, secret: opened.resumeSecret } });
      return opened;
    } catch (error) {
      // The conversation was deleted: begin a new one rather than stay locked out.
      if (!resume || !(error instanceof Refused) || error.code !== 'conversation_not_found') throw error;
      const { resume: _, ...rest } = kept.get();
      kept.clear();
      kept.set(rest);
      return open();
    }
  };

  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    try {
      return await send<T>(method, path, body);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 401) throw error;
      await open();
      return send<T>(method, path, body);
    }
  };

  return {
    open,
    token: () => token,
    offer: () => send<{ offer: LiveAgentOffer }>('GET', `/offer?key=${encodeURIComponent(widgetKey)}`),
    sendMessage: (message: { clientId: string; text: string; handoffId: string | null }) =>
      call<{ entry: Entry }>('POST', '/messages', message),
    readEntries: (after: number) =>
      call<{ entries: Entry[]; more: boolean; state: ConversationState }>('GET', `/entries?after=${after}`),
    requestHandoff: (whenClosed: 'form' | 'schedule') =>
      call<{ state: ConversationState }>('POST', '/handoffs', { whenClosed }),
    act: (action: 'cancel' | 'end' | 'leave', handoffId: string) =>
      call<{ state: ConversationState }>('POST', `/handoffs/${action}`, { handoffId }),
    sendContactRequest: (request: {
      clientId: string;
      handoffId: string | null;
      name: string;
      email: string;
      message: string;
    }) => call<{ state: ConversationState }>('POST', '/contact-requests', request),
  };
};
export type Api = ReturnType<typeof createApi>;
