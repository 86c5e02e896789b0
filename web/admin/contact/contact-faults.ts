import type { FieldFault } from '../client/api.ts';
import { type ContactDraft, linesOf } from './contact-draft.ts';

/**
 * Faults name fields, options and addresses by their places in what was sent. Here fields are named by their keys, which
 * stay when fields are moved or removed, and what stood on a line is quoted.
 */
export const faultsByKey = (faults: FieldFault[], sent: ContactDraft): FieldFault[] =>
  faults.map(({ path, message }) => {
    const [, place = '', rest = ''] = /^settings\.contact\.fields\.(\d+)(.*)$/.exec(path) ?? [];
    const field = place ? sent.contactFields[Number(place)] : undefined;
    const lines = field ? field.options : sent.toEmail;
    const [, line] =
      (field ? /^\.options\.(\d+)$/ : /^settings\.contact\.targets\.email\.(\d+)$/).exec(field ? rest : path) ?? [];
    const quoted = line === undefined ? undefined : linesOf(lines)[Number(line)];
    return {
      path: field ? `settings.contact.fields.${field.key}${rest}` : path,
      message: quoted === undefined ? message : `“${quoted}” ${message}`,
    };
  });

/** What is said of the thing itself, not of its parts. */
export const faultsOf = (faults: FieldFault[], path: string): string =>
  faults
    .filter((fault) => fault.path === `settings.${path}`)
    .map(({ message }) => message)
    .join('; ');
