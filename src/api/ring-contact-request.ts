import { noteContactRequestRung } from '../contact/contact-request-store.ts';
import type { ApiDeps } from './deps.ts';

/** After a commit: has the request's workflow look. Holds no answer up; a lost ring is the sweeper's. */
export const ringContactRequest = ({ db, gateway, log }: Pick<ApiDeps, 'db' | 'gateway' | 'log'>, id: string): void => {
  gateway
    .ringContactRequest(id)
    .then(() => noteContactRequestRung(db, id))
    .catch((error: unknown) =>
      log.warn({ err: error, contactRequestId: id }, 'A contact request was not rung; the sweeper will'),
    );
};
