import type { TextSpan } from '../../contract/parsed-hours.ts';
import type { Atom } from './atom.ts';
import { type Run, type State, type Statement, state, type Target, target } from './statement.ts';

/** Behind "including", or "open on" with no hours to come: holidays are like other days. */
const isIncluded = (atoms: Atom[], at: number, runs: Run[]): boolean => {
  for (let before = at - 1; before >= Math.max(0, at - 6); before--) {
    const atom = atoms[before];
    if (atom?.kind === 'including') return true;
    const opens = atom?.kind === 'label' && atom.text.toLowerCase().startsWith('open');
    const next = atoms
      .slice(at + 1, at + 4)
      .some(({ kind }) => kind === 'range' || kind === 'closed' || kind === 'allDay');
    if (opens && runs.at(-1)?.kind !== 'target') return !next;
    if (atom && !['filler', 'comma', 'days', 'holiday'].includes(atom.kind)) return false;
  }
  return false;
};

/** Adds an atom to its statement: to the run before it when they are of a kind, else as a run of its own. */
export const add = (statement: Statement, atom: Atom, atoms: Atom[], at: number) => {
  const { runs } = statement;
  const last = runs.at(-1);
  const targeted = (): Target => {
    if (last?.kind === 'target') return extended(last, atom);
    const run = target(atom);
    runs.push(run);
    return run;
  };
  const stated = (): State => {
    const run = state(atom);
    runs.push(run);
    return run;
  };
  switch (atom.kind) {
    case 'days': {
      const told =
        last?.kind === 'state' &&
        (last.allDay || runs.some((run) => run.kind === 'target' && (atom.mask & ~(run.mask | run.several)) === 0));
      if (told && isIncluded(atoms, at, runs)) break;
      const opens = last?.kind === 'target' && runs.at(-2)?.kind === 'state' && saysOpen(atoms[at - 1]);
      if (opens && (runs.at(-2) as State).closed) runs.push(target(atom));
      const run = opens ? (runs.at(-1) as Target) : targeted();
      const behind = atoms[at + 1]?.kind === 'colon' ? atoms[at + 2] : nextOf(atoms, at);
      const single = !atom.several && !atom.nth && (atom.mask & (atom.mask - 1)) === 0;
      // "Closed Fridays, Dec 25" are two things; "Fridays 4/9, 4/16" are dates.
      const listed = () => /s$/i.test(atom.text) && runs.some((other) => other.kind === 'state' && other.closed);
      if (behind?.kind === 'date' && single && !listed()) {
        run.weekdayOfDate = true;
        break;
      }
      if (atom.several) run.several |= atom.mask;
      else run.mask |= atom.mask;
      run.rest ||= atom.rest;
      run.nth ||= atom.nth;
      if (atom.perWeek !== undefined) run.perWeek = atom.perWeek;
      break;
    }
    case 'holiday': {
      if (isIncluded(atoms, at, runs)) break;
      const run = targeted();
      const { country, region } = atom;
      if (atom.some) run.someHolidays = true;
      else run.holiday = { ...run.holiday, ...(country && { country }), ...(region && { region }) };
      break;
    }
    case 'date':
      targeted().dates.push({ ...atom.span, every: atom.every, unsure: atom.unsure });
      break;
    case 'movable':
      targeted().movable = true;
      break;
    case 'range': {
      const hole = runs.at(-2);
      const ownDays = last?.kind === 'target' && hole?.kind === 'state' && hole.ranges.length === 0;
      if (ownDays && (hole.hole || (hole.closed && !hole.except && last.several && !last.mask))) {
        hole.hole = true;
        hole.closed = false;
        hole.days = last;
        hole.ranges.push({ from: atom.from, to: atom.to, typed: atom.typed });
        runs.pop();
        break;
      }
      const reopens = last?.kind === 'state' && (last.closed || last.hole) && !last.except && last.ranges.length === 0;
      if (reopens) {
        last.hole = true;
        last.closed = false;
      }
      // "11-2 drinks 3-5" may be hours of something else.
      if (last?.kind === 'state' && last.ranges.length > 0 && !last.hole && followsWords(atoms, at)) last.open = true;
      const run =
        last?.kind === 'state' && !last.closed && !last.allDay && !last.except && !last.bound
          ? extended(last, atom)
          : stated();
      run.strange ||= strangeDays(atoms, at);
      run.ranges.push({ from: atom.from, to: atom.to, typed: atom.typed });
      break;
    }
    case 'allDay': {
      // "Closed all day".
      if (atoms[at - 1]?.kind === 'closed') break;
      const run = stated();
      run.strange = strangeDays(atoms, at);
      run.allDay = true;
      if (atom.perWeek !== undefined) run.perWeek = atom.perWeek;
      run.any = atom.text.toLowerCase().startsWith('any');
      break;
    }
    case 'closed':
      if (last?.kind === 'state' && last.allDay && atoms[at - 1]?.kind === 'allDay') {
        last.allDay = false;
        last.closed = true;
      }
      if (last?.kind !== 'state' || !last.closed) stated().closed = true;
      break;
    case 'lunch':
      // "12-1 lunch" names the range before it, "lunch 12-1" the one behind; "closed 12-1 for lunch" says it twice.
      if (last?.kind === 'state' && last.hole) break;
      if (last?.kind === 'target' && isCut(runs.at(-2))) break;
      if (last?.kind === 'state' && last.closed) {
        last.closed = false;
        last.hole = true;
      } else if (
        last?.kind === 'state' &&
        last.ranges.length > 0 &&
        atoms[at + 1]?.kind !== 'range' &&
        atoms[at + 2]?.kind !== 'range'
      ) {
        const range = last.ranges.pop();
        if (last.ranges.length === 0) last.hole = true;
        else stated().hole = true;
        if (range) (runs.at(-1) as State).ranges.push(range);
      } else stated().hole = true;
      break;
    case 'except': {
      const closing = runs.findLast((other) => other.kind === 'state');
      const run = stated();
      run.closed = true;
      run.except = true;
      // "Closed on holidays except July 4": open, and nobody says when.
      if (closing?.kind === 'state' && closing.closed && !closing.except) run.open = true;
      break;
    }
    case 'sun':
    case 'broken':
      stated().open = true;
      break;
    case 'bound':
      // "Walk-ins until 4".
      if (
        ['condition', 'foreign'].includes(atoms[at - 1]?.kind ?? '') &&
        nextOf(atoms, at)?.kind !== 'days' &&
        last?.kind !== 'target'
      ) {
        statement.condition = true;
        break;
      }
      stated().bound = { clock: atom.clock, end: atom.end };
      break;
    case 'dayPart':
      if (last?.kind === 'target') last.partly = true;
      statement.condition = true;
      break;
    case 'loose':
      statement.loose.push(atom.clock ?? null);
      break;
    case 'machine':
      statement.foreign = true;
      if (last?.kind === 'state' && last.allDay) runs.pop();
      else statement.machine = true;
      break;
    case 'ofMonth':
      if (last?.kind === 'target') last.nth = true;
      else if (last?.kind === 'state' && runs.at(-2)?.kind === 'target') (runs.at(-2) as Target).nth = true;
      statement.nth = true;
      break;
    case 'season':
      if (atom.wholeYear) break;
      if (last) statement.seasonBehind = atom.text.toLowerCase();
      else statement.seasonBefore = atom.text.toLowerCase();
      break;
    case 'bounds':
    case 'condition':
      statement.seasonVaries ||= runs.length === 0 && statement.seasonBefore !== '';
      statement.condition = true;
      break;
    case 'foreign':
      // "Sun & Whit 10-4, Mon-Sat 8-8": the days before must not go on with those behind.
      if (atom.figures && last?.kind === 'target' && nextOf(atoms, at)?.kind === 'days') stated().open = true;
      statement.foreign = true;
      break;
    default:
      break;
  }
};

/** Words without a meaning stand right before it. */
const followsWords = (atoms: Atom[], at: number): boolean => {
  let before = at - 1;
  while (['colon', 'filler'].includes(atoms[before]?.kind ?? '')) before--;
  return atoms[before]?.kind === 'foreign';
};

/** "Closed 12-1 daily for lunch": the break has its hours already. */
const isCut = (run: Run | undefined) => run?.kind === 'state' && run.hole && run.ranges.length > 0;

/** "Closed Monday, open Tuesday-Sunday". */
const saysOpen = (atom: Atom | undefined) => atom?.kind === 'label' && /^open/i.test(atom.text);

/** "Ma-vr 9:00-17:30", "9am-3pm schooldays": the words beside the hours may be days. */
const strangeDays = (atoms: Atom[], at: number): boolean => {
  let before = at - 1;
  while (['comma', 'colon', 'filler'].includes(atoms[before]?.kind ?? '')) before--;
  const [behind, dash, last] = atoms.slice(at + 1, at + 4);
  const ranges = last?.kind === 'foreign' && dash?.kind === 'comma' && !/^[\p{L},&/]/u.test(dash.text);
  const days = behind?.kind === 'foreign' && (/days?$/i.test(behind.text) || ranges);
  return days || atoms[before]?.kind === 'foreign';
};

/** The next atom that is no comma. */
const nextOf = (atoms: Atom[], at: number) => (atoms[at + 1]?.kind === 'comma' ? atoms[at + 2] : atoms[at + 1]);

const extended = <R extends Run>(run: R, atom: TextSpan): R => {
  run.to = atom.to;
  return run;
};
