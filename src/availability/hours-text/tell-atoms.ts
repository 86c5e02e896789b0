import type { ParsedHours, TextSpan } from '../../contract/parsed-hours.ts';
import type { Atom } from './atom.ts';
import { type Asked, confirm, lower, refuse } from './questions.ts';

/** Asks about what each part says by itself, wherever it stands. */
export const tellAtoms = (atoms: Atom[], asked: Asked) => {
  for (const atom of atoms) {
    const span = { from: atom.from, to: atom.to };
    if (atom.kind === 'condition' || atom.kind === 'dayPart') {
      lower(asked, 'condition', 'The text has a condition that a table can not hold; it is only shown.', { span });
    }
    if (atom.kind === 'bounds') lower(asked, 'date', 'The hours begin or end on a date; the table does not.', { span });
    if (atom.kind === 'shutDown') refuse(asked, 'no_hours', 'It is closed for now: no hours hold.', { span });
    if (atom.kind === 'meal')
      lower(asked, 'labelled', 'Hours of several meals; the table has them together.', { span });
    if (atom.kind === 'machine')
      lower(asked, 'labelled', 'The text speaks of a machine or of being on call.', { span });
    if (atom.kind === 'ofMonth')
      lower(asked, 'not_weekly', 'Something is not the same each week; the table does not hold it.', { span });
    if (atom.kind === 'season' && atom.wholeYear)
      confirm(asked, 'season', 'January to December was read as the whole year.', { span });
    if (atom.kind === 'days' && atom.typo)
      confirm(asked, 'typo', `"${atom.text}" was read as days of the week.`, { span });
  }
};

/** Names the words without a meaning, which lower the result. */
export const tellUnparsed = (text: string, atoms: Atom[], asked: Asked): ParsedHours['unparsed'] => {
  const unparsed = unparsedOf(text, atoms);
  const [first] = unparsed;
  const said = 'Some words were not understood; the table does not hold what they say.';
  if (first) lower(asked, 'condition', said, { span: first });
  return unparsed;
};

/** Runs of words without meaning, with the small words between them. */
const unparsedOf = (text: string, atoms: Atom[]): ParsedHours['unparsed'] => {
  const spans: TextSpan[] = [];
  let open = false;
  for (const atom of atoms) {
    const last = spans.at(-1);
    if (atom.kind === 'foreign' || atom.kind === 'broken') {
      if (open && last) last.to = atom.to;
      else spans.push({ from: atom.from, to: atom.to });
      open = true;
    } else if (atom.kind !== 'filler' && atom.kind !== 'label') open = false;
  }
  return spans.map(({ from, to }) => ({ from, to, text: text.slice(from, to) }));
};
