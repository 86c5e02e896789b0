import { type Atom, behindAll } from './atom.ts';

/**
 * "Mon-Fri 9-5, closed Wed 12-1": behind days that have hours, some that are closed for a while. Puts the hours in front
 * of them, as "closed 12-1 Wed" has them.
 */
export const turnBreaks = (atoms: Atom[]): Atom[] => {
  const turned = [...atoms];
  let said = 0;
  for (const [at, atom] of atoms.entries()) {
    if (atom.kind === 'days') said |= atom.mask;
    if (atom.kind !== 'closed') continue;
    const daysAt = behindAll(atoms, at + 1, 'filler');
    const rangeAt = behindAll(atoms, daysAt, 'days', 'comma', 'filler', 'colon');
    const range = atoms[rangeAt];
    const behind = atoms[behindAll(atoms, rangeAt + 1, 'filler')];
    const ends = behind === undefined || behind.kind === 'stop';
    if (atoms[daysAt]?.kind !== 'days' || range?.kind !== 'range' || !ends) continue;
    const listed = atoms.slice(daysAt, rangeAt);
    const open = (one: Atom) => one.kind !== 'days' || (!one.rest && one.mask > 0 && (one.mask & ~said) === 0);
    if (listed.every(open)) turned.splice(daysAt, listed.length + 1, range, ...listed);
  }
  return turned;
};
