import { type Atom, opensAtom } from './atom.ts';
import { everyDay } from './lexeme.ts';
import { type Asked, refuse } from './questions.ts';

type Item = { at: number; wide: boolean; weekly: boolean; before: 'start' | 'weak' | 'strong' | 'stop' };
type List = { items: Item[]; next: number; apart: boolean };

const severalDays = (mask: number) => (mask & (mask - 1)) !== 0;

/** Days, holidays and dates from `at` on, over what joins them, and where they end; `apart`: a comma or stop ends them. */
const readList = (atoms: Atom[], at: number): List => {
  const items: Item[] = [];
  let before: Item['before'] = 'start';
  let next = at;
  let apart = false;
  for (; next < atoms.length; next++) {
    const atom = atoms[next];
    if (atom?.kind === 'days' || atom?.kind === 'holiday' || atom?.kind === 'date' || atom?.kind === 'movable') {
      const weekly = atom.kind === 'days';
      const wide = atom.kind === 'days' && (atom.rest || severalDays(atom.mask));
      items.push({ at: next, wide, weekly, before: items.length === 0 ? 'start' : before });
      // "Mon. Tue": the dot of a shortened day may end a sentence as well.
      before = atom.text.endsWith('.') ? 'stop' : 'strong';
      apart = false;
    } else if (atom?.kind === 'comma') {
      before = /^[\p{L}&+/]/u.test(atom.text) ? 'weak' : 'strong';
      apart = true;
    } else if (atom?.kind === 'colon' || (atom?.kind === 'label' && opensAtom(atoms[next + 1]))) apart = true;
    else if (atom?.kind !== 'filler') break;
  }
  return { items, next, apart };
};

const isNamed = (atom: Atom | undefined) => atom?.kind === 'days' && !atom.rest && atom.mask !== everyDay;

/** The hours of "closed Sunday, 9-5 Mon-Fri" have their days behind them. */
const hoursFirst = (atoms: Atom[], at: number): boolean => {
  let next = at;
  while (opensAtom(atoms[next]) || atoms[next]?.kind === 'comma' || atoms[next]?.kind === 'zone') next++;
  const { items, next: end } = readList(atoms, next);
  return items.length > 0 && !opensAtom(atoms[end]) && atoms[end]?.kind !== 'closed';
};

/** Where the days of the hours begin; null when the text does not tell. */
const boundaryOf = ({ items }: List): Item | null | undefined => {
  const possible = items.filter(({ before, weekly }) => weekly && (before === 'strong' || before === 'stop'));
  const [only] = possible;
  if (!only) return undefined;
  const range = possible.find(({ wide }) => wide);
  if (range) return range;
  const stops = possible.filter(({ before }) => before === 'stop');
  const found = stops.length === 1 ? stops[0] : possible.length === 1 ? only : undefined;
  // "Closed Saturday, Sunday and Monday 9-5" may be one list or two.
  const listed = found?.before === 'strong' && items.at(-1) !== found;
  return found && !listed ? found : null;
};

/** "Mon-Fri 9-5, except Wed, Sat 10-2": what was not said before can't be taken from it. */
const outside = (atoms: Atom[], said: number) => (item: Item) => {
  const atom = atoms[item.at];
  return item.before !== 'start' && atom?.kind === 'days' && !atom.rest && (atom.mask & said) === 0;
};

/**
 * "Closed Sunday, Monday-Friday 9-5" is two statements: puts a stop in front of the days that own the hours behind them.
 * Refuses where the closed days and the open ones can't be told apart.
 */
export const partClosings = (atoms: Atom[], asked: Asked): Atom[] => {
  const stops = new Set<number>();
  let said = 0;
  for (const [at, atom] of atoms.entries()) {
    if (atom.kind === 'stop') said = 0;
    if (atom.kind === 'days') said |= atom.mask;
    const excepts = atom.kind === 'except';
    if (atom.kind !== 'closed' && !excepts) continue;
    let before = at - 1;
    while (atoms[before]?.kind === 'filler' || atoms[before]?.kind === 'colon') before--;
    if (atoms[before]?.kind === 'days' || atoms[before]?.kind === 'holiday') continue;
    const list = readList(atoms, atoms[at + 1]?.kind === 'colon' ? at + 2 : at + 1);
    const named = list.items.some(({ at: place }) => isNamed(atoms[place]));
    if (!named || !opensAtom(atoms[list.next]) || hoursFirst(atoms, list.next)) continue;
    const boundary = excepts ? list.items.find(outside(atoms, said)) : boundaryOf(list);
    if (boundary) stops.add(boundary.at);
    else if (boundary === null || !(list.apart || excepts))
      refuse(asked, 'no_hours', 'Which days are closed, and to which do the hours belong?', {
        span: { from: atom.from, to: atoms[list.next]?.to ?? atom.to },
      });
  }
  return atoms.flatMap((atom, at): Atom[] =>
    stops.has(at) ? [{ kind: 'stop', sign: ';', from: atom.from, to: atom.from, text: '' }, atom] : [atom],
  );
};
