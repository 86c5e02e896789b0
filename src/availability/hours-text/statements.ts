import type { Atom } from './atom.ts';
import { fresh, type Run, type Statement, state } from './statement.ts';
import { add } from './statement-runs.ts';

/** Cuts the atoms at their stops and puts neighbours of a kind together: days to days, ranges to ranges. */
export const readStatements = (atoms: Atom[]): Statement[] => {
  const statements: Statement[] = [];
  let depth = 0;
  let current = fresh('', false);
  let words: string[] = [];
  const close = () => {
    if (words.length > 0 && current.runs.length > 0) current.qualifier = words.join(' ');
    else if (words.length > 0) current.label = words.join(' ');
    words = [];
    statements.push(tidied(current));
  };
  for (const [at, atom] of atoms.entries()) {
    if (atom.kind === 'stop') {
      close();
      if (atom.sign === '(') depth++;
      if (atom.sign === ')') depth = Math.max(0, depth - 1);
      current = fresh(atom.sign, depth > 0);
      continue;
    }
    const heading = atom.kind === 'condition' && atoms[at + 1]?.kind === 'colon';
    const isWord =
      heading || atom.kind === 'foreign' || (atom.kind === 'label' && atom.service) || atom.kind === 'machine';
    if (isWord) words.push(atom.text.toLowerCase());
    if (atom.kind === 'label' && !atom.service && current.runs.length === 0) current.label ??= '';
    const before = current.runs.length;
    add(current, atom, atoms, at);
    if (before === 0 && current.runs.length > 0 && words.length > 0) {
      current.label = words.join(' ');
      words = [];
    }
  }
  close();
  return statements;
};

/** "Every day except Sunday" is one set of days; "closed 12-1 daily" a break with its days behind it. */
const tidied = (statement: Statement): Statement => {
  const { runs } = statement;
  const at = runs.findIndex((run) => run.kind === 'state' && run.except);
  const [days, taken] = [runs[at - 1], runs[at + 1]];
  if (days?.kind === 'target' && taken?.kind === 'target' && runs[at - 2]?.kind !== 'state' && !taken.nth) {
    days.minus |= taken.mask | taken.several;
    const rest = taken.holiday || taken.dates.length > 0 || taken.movable || taken.someHolidays;
    const moved: Run[] = rest
      ? [
          { ...taken, mask: 0, several: 0 },
          { ...state(taken), closed: true },
        ]
      : [];
    runs.splice(at, 2);
    runs.push(...moved);
  }
  const [hole, last] = runs.slice(-2);
  if (hole?.kind === 'state' && hole.hole && hole.ranges.length > 0 && last?.kind === 'target') {
    hole.days = last;
    runs.pop();
  }
  return statement;
};
