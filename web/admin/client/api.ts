import type { z } from 'zod';
import type { settingsAnswer, workspacesAnswer } from '../../../src/contract/admin-api.schema.ts';
import type {
  holidayPlacesAnswer,
  parseHoursAnswer,
  previewHoursAnswer,
  queueAnswer,
  trialClockAnswer,
} from '../../../src/contract/availability-api.schema.ts';
import type {
  ContactRequestState,
  ContactRequestView,
  contactRequestsAnswer,
  webhookSecretAnswer,
  webhookSecretStandingAnswer,
} from '../../../src/contract/contact-requests-api.schema.ts';
import type { ErrorBody, ErrorCode } from '../../../src/contract/errors.ts';
import type { Schedule } from '../../../src/contract/schedule.ts';
import type { Settings } from '../../../src/contract/settings.ts';

export type Workspace = z.output<typeof workspacesAnswer>['workspaces'][number];
export type SavedSettings = z.output<typeof settingsAnswer>;
export type Parsed = z.output<typeof parseHoursAnswer>;
export type Preview = z.output<typeof previewHoursAnswer>;
export type Queue = z.output<typeof queueAnswer>;
export type Place = z.output<typeof holidayPlacesAnswer>['places'][number];
export type Clock = z.output<typeof trialClockAnswer>;
export type ContactRequests = z.output<typeof contactRequestsAnswer>;
export type FieldFault = { path: string; message: string };

/** The server refused; `code` is one of its stable codes, the message is for people. */
export class Refused extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldFault[];
  constructor(status: number, body: Partial<ErrorBody>) {
    super(body.error?.message ?? `The server answered ${status}.`);
    this.code = body.error?.code ?? 'internal';
    this.fields = body.error?.fields ?? [];
  }
}

/** What is shown of a call that failed. */
export const faultWords = (fault: unknown): string =>
  fault instanceof Refused ? fault.message : 'The server does not answer.';

const callLimitMs = 15_000;
/** 100 workspaces a page. */
const pagesAtMost = 10;

/** The admin's side of the HTTP API. Fails with Refused, or with what fetch fails with. */
export const createApi = (token: string, onUnauthorized: (message: string) => void) => {
  const send = async <T>(method: string, path: string, body?: object, stop?: AbortSignal): Promise<T> => {
    const limit = AbortSignal.timeout(callLimitMs);
    const response = await fetch(`/v1/admin${path}`, {
      method,
      credentials: 'omit',
      headers: { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: stop ? AbortSignal.any([stop, limit]) : limit,
    });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return answer as T;
    const refused = new Refused(response.status, answer);
    if (refused.code === 'unauthorized') onUnauthorized('This is not the admin token of this server.');
    throw refused;
  };

  const listWorkspaces = async (): Promise<Workspace[]> => {
    const found: Workspace[] = [];
    for (let page = 0; page < pagesAtMost; page++) {
      const last = found.at(-1);
      const query = last ? `?after=${encodeURIComponent(last.id)}` : '';
      const { workspaces, more } = await send<z.output<typeof workspacesAnswer>>('GET', `/workspaces${query}`);
      found.push(...workspaces);
      if (!more) break;
    }
    return found;
  };

  const of = (id: string) => {
    const path = `/workspaces/${encodeURIComponent(id)}`;
    return {
      readSettings: () => send<SavedSettings>('GET', `${path}/settings`),
      saveSettings: (version: number, settings: Settings) =>
        send<SavedSettings>('PUT', `${path}/settings`, { version, settings }),
      parseHours: (text: string, zone: string, stop: AbortSignal) =>
        send<Parsed>('POST', `${path}/hours/parse`, { text, zone }, stop),
      previewHours: (schedule: Schedule, stop: AbortSignal) =>
        send<Preview>('POST', `${path}/hours/preview`, { schedule }, stop),
      readQueue: (stop: AbortSignal) => send<Queue>('GET', `${path}/queue`, undefined, stop),
      listContactRequests: (state: ContactRequestState | '', after: string, stop?: AbortSignal) => {
        const query = new URLSearchParams({ ...(state && { state }), ...(after && { after }) });
        return send<ContactRequests>('GET', `${path}/contact-requests?${query}`, undefined, stop);
      },
      actOnRequest: (requestId: string, action: 'send-again' | 'handled') =>
        send<{ contactRequest: ContactRequestView }>('POST', `${path}/contact-requests/${requestId}/${action}`),
      readWebhookSecret: () => send<z.output<typeof webhookSecretStandingAnswer>>('GET', `${path}/webhook-secret`),
      makeWebhookSecret: () => send<z.output<typeof webhookSecretAnswer>>('POST', `${path}/webhook-secret`),
    };
  };

  return {
    listWorkspaces,
    of,
    listHolidayPlaces: (country: string, stop: AbortSignal) =>
      send<z.output<typeof holidayPlacesAnswer>>(
        'GET',
        `/holidays${country && `?country=${country}`}`,
        undefined,
        stop,
      ),
    readClock: (stop: AbortSignal) => send<Clock>('GET', '/trial-clock', undefined, stop),
    moveClock: (at: string | null) => send<Clock>('PUT', '/trial-clock', { at }),
  };
};
export type Api = ReturnType<typeof createApi>;
export type WorkspaceApi = ReturnType<Api['of']>;
