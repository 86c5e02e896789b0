import type { ParsedHours, TextSpan } from '../../contract/parsed-hours.ts';
import { type Atom, opensAtom } from './atom.ts';
import { type Asked, confirm, lower, refuse } from './questions.ts';

/** Asks about what each part says by itself, wherever it stands. */
export const tellAtoms = (atoms: Atom[], asked: Asked) => {
  for (const [at, atom] of atoms.entries()) {
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
    if (isStretch(atoms, at)) lower(asked, 'date', 'How many days? Write the first and the last date.', { span });
    if (isOpenAgain(atoms, at)) refuse(asked, 'date', 'Is it open on this date, and when?', { span });
    if (atom.kind === 'days' && atom.typo)
      confirm(asked, 'typo', `"${atom.text}" was read as days of the week.`, { span });
  }
};

const isDay = (atom: Atom | undefined) =>
  (atom?.kind === 'date' && atom.span.from === atom.span.to) || atom?.kind === 'movable' || atom?.kind === 'holiday';

/** "From Dec 24", "Christmas week", "between Christmas and New Year": a date that stands for more days than one. */
const isStretch = (atoms: Atom[], at: number): boolean => {
  if (!isDay(atoms[at])) return false;
  const word = (place: number) => (atoms[place]?.kind === 'holiday' ? '' : (atoms[place]?.text.toLowerCase() ?? ''));
  const before = word(at - 1) === 'of' || word(at - 1) === 'the' ? word(at - 2) : word(at - 1);
  const ends = atoms[at + 2] === undefined || ['stop', 'comma'].includes(atoms[at + 2]?.kind ?? '');
  const goesOn = ['on', 'onwards', 'thru', 'through', 'until', 'to'].includes(word(at + 1)) && ends;
  return (
    ['from', 'between', 'week', 'weekend'].includes(before) ||
    ['week', 'time', 'period', 'break'].includes(word(at + 1)) ||
    goesOn
  );
};

/** "Closed Dec 25, open Dec 26", "closed Christmas but not Boxing Day": a date that is open behind one that is closed. */
const isOpenAgain = (atoms: Atom[], at: number): boolean => {
  if (!isDay(atoms[at])) return false;
  let before = at - 1;
  while (['filler', 'colon'].includes(atoms[before]?.kind ?? '')) before--;
  const opens = atoms[before]?.kind === 'label' && /^open$/i.test(atoms[before]?.text ?? '');
  const behind = atoms.slice(at + 1, at + 4);
  const end = behind.findIndex(({ kind }) => kind === 'stop');
  const next = behind.slice(0, end < 0 ? undefined : end).some(opensAtom);
  return (
    (opens && !next) ||
    (atoms[before]?.kind === 'except' && atoms.slice(0, before).some(({ kind }) => kind === 'closed'))
  );
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
