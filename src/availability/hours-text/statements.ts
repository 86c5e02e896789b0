import type { TextSpan } from '../../contract/parsed-hours.ts';
import type { Atom } from './atoms.ts';
import type { DateSpan } from './dates.ts';
import type { TypedRange } from './times.ts';

/** The days that something is said of. */
export type Target = TextSpan & {
  kind: 'target';
  mask: number;
  /** "daily" and the like, apart from days that are named. */
  several: number;
  rest: boolean;
  /** Days taken away again: "every day except Sunday". */
  minus: number;
  nth: boolean;
  holiday: { country?: string; region?: string } | null;
  someHolidays: boolean;
  dates: (DateSpan & { every: boolean; unsure: boolean })[];
  movable: boolean;
  /** A weekday stands before the date: it is that one day. */
  weekdayOfDate: boolean;
  perWeek?: number;
};

/** What is said of days: open at times, all day, or closed. A hole is a time in the day when it is closed. */
export type State = TextSpan & {
  kind: 'state';
  ranges: (TextSpan & { typed: TypedRange })[];
  allDay: boolean;
  /** "Any time" instead of 24 hours. */
  any: boolean;
  closed: boolean;
  hole: boolean;
  /** It ends at dusk or has a single time: no table can hold it. */
  open: boolean;
  /** From "except": takes days away from what was said before. */
  except: boolean;
  /** The days of a hole, when it names its own. */
  days: Target | null;
};

export type Run = Target | State;

/** What stands between two stops. */
export type Statement = {
  runs: Run[];
  /** The words in front of it that say what it is about; undefined says nothing new, '' the hours in general. */
  label: string | undefined;
  /** The words behind it that narrow it. */
  qualifier: string;
  /** Seasons named before and behind what it says. */
  seasonBefore: string;
  seasonBehind: string;
  condition: boolean;
  foreign: boolean;
  machine: boolean;
  nth: boolean;
  /** A single time that belongs to no range. */
  loose: boolean;
  brackets: boolean;
  /** The stop in front of it. */
  sign: string;
};

const target = (atom: TextSpan): Target => ({
  kind: 'target',
  from: atom.from,
  to: atom.to,
  mask: 0,
  several: 0,
  rest: false,
  minus: 0,
  nth: false,
  holiday: null,
  someHolidays: false,
  dates: [],
  movable: false,
  weekdayOfDate: false,
});

const state = (atom: TextSpan): State => ({
  kind: 'state',
  from: atom.from,
  to: atom.to,
  ranges: [],
  allDay: false,
  any: false,
  closed: false,
  hole: false,
  open: false,
  except: false,
  days: null,
});

const fresh = (sign: string, brackets: boolean): Statement => ({
  runs: [],
  label: undefined,
  qualifier: '',
  seasonBefore: '',
  seasonBehind: '',
  condition: false,
  foreign: false,
  machine: false,
  nth: false,
  loose: false,
  brackets,
  sign,
});

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

const add = (statement: Statement, atom: Atom, atoms: Atom[], at: number) => {
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
      const run = targeted();
      const next = atoms[at + 1]?.text === ',' ? atoms[at + 2] : atoms[at + 1];
      if (
        next?.kind === 'date' &&
        !atom.several &&
        !atom.nth &&
        (atom.mask & (atom.mask - 1)) === 0 &&
        !/s$/i.test(atom.text)
      ) {
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
      const run =
        last?.kind === 'state' && !last.closed && !last.allDay && !last.except ? extended(last, atom) : stated();
      run.ranges.push({ from: atom.from, to: atom.to, typed: atom.typed });
      break;
    }
    case 'allDay': {
      const run = stated();
      run.allDay = true;
      run.any = atom.text.toLowerCase().startsWith('any');
      break;
    }
    case 'closed':
      if (last?.kind !== 'state' || !last.closed) stated().closed = true;
      break;
    case 'lunch':
      // "12-1 lunch" names the range before it, "lunch 12-1" the one behind; "closed 12-1 for lunch" says it twice.
      if (last?.kind === 'state' && last.hole) break;
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
      const run = stated();
      run.closed = true;
      run.except = true;
      break;
    }
    case 'sun':
    case 'broken':
      stated().open = true;
      break;
    case 'loose':
      statement.loose = true;
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
      statement.condition = true;
      break;
    case 'foreign':
      statement.foreign = true;
      break;
    default:
      break;
  }
};

const extended = <R extends Run>(run: R, atom: TextSpan): R => {
  run.to = atom.to;
  return run;
};
