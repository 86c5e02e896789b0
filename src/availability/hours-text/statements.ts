import { type Atom, behindAll } from './atom.ts';
import { fresh, type Run, type Statement, state, type Target } from './statement.ts';
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
    if (startsHeading(current, atoms, at) || startsOther(current, atoms, at) || startsSeason(current, atoms, at)) {
      close();
      current = fresh('', depth > 0);
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
  for (const [at, statement] of statements.entries()) dropRepeated(statements[at - 1], statement);
  for (const [at, statement] of statements.entries()) closeAlso(statements[at - 1], statement, statements[at + 1]);
  return statements;
};

/** Behind days and their hours: "Drive-thru hours Mon-Fri ..." or "Phone: ..." begins something else. */
const startsHeading = ({ runs }: Statement, atoms: Atom[], at: number): boolean => {
  const [first, second] = runs.slice(-2);
  if (!first || !second || first.kind === second.kind) return false;
  let names = false;
  let service = false;
  let hours = false;
  for (let next = at; next < at + 6; next++) {
    const atom = atoms[next];
    // "Mo: 9-17, Di: 9-17": a word before hours may be a day.
    if (atom?.kind === 'colon') return names && (hours || service || atoms[next + 1]?.kind !== 'range');
    if (atom?.kind === 'days' || atom?.kind === 'range' || atom?.kind === 'allDay') return names && hours;
    const word = atom?.kind === 'foreign' || atom?.kind === 'label' || (atom?.kind === 'filler' && next > at);
    if (!word) return false;
    service ||= atom.kind === 'label' && atom.service;
    names ||= service || atom.kind === 'foreign';
    hours ||= /hours?$/i.test(atom.text);
  }
  return false;
};

/**
 * "Swimming 9am-12pm, diving 1pm-4pm", "Mon-Fri 8-5, testing 9-11", "daily 9-9, pharmacy closed 1-2": behind a comma,
 * hours or a break of another thing.
 */
const startsOther = ({ runs, label }: Statement, atoms: Atom[], at: number): boolean => {
  const last = runs.at(-1);
  if (atoms[at - 1]?.kind !== 'comma' || !last) return false;
  const { next, strange } = behindWords(atoms, at);
  if (next === at) return false;
  const closes = atoms[next]?.kind === 'closed' && atoms[behindAll(atoms, next + 1, 'filler')]?.kind === 'range';
  if (closes) return true;
  const behind = atoms[next]?.kind;
  if (last.kind !== 'state' || last.ranges.length === 0) return false;
  if (behind === 'days') return runs.length > 1 && !strange;
  return behind === 'range' && (runs.length === 1 ? Boolean(label) : !strange);
};

const mostWords = 4;

/** Where the names of services from `at` on end; `strange`: with words without a meaning among them. */
const behindWords = (atoms: Atom[], at: number): { next: number; strange: boolean } => {
  let strange = false;
  let next = at;
  for (; next < at + mostWords; next++) {
    const atom = atoms[next];
    const word = atom?.kind === 'foreign' && !/ly$/i.test(atom.text);
    if (!word && !(atom?.kind === 'label' && atom.service)) break;
    strange ||= word;
  }
  return { next, strange };
};

/** "Mon-Fri 9-5, summer 10-4": behind days and their hours, a season with hours of its own. */
const startsSeason = ({ runs }: Statement, atoms: Atom[], at: number): boolean => {
  const next = atoms[at + 1]?.kind === 'colon' ? atoms[at + 2] : atoms[at + 1];
  return (
    atoms[at]?.kind === 'season' &&
    atoms[at - 1]?.kind === 'comma' &&
    runs.length > 1 &&
    (next?.kind === 'days' || next?.kind === 'range')
  );
};

/** "Weekdays (Monday-Friday)": days in brackets that say those before it once more. */
const dropRepeated = (before: Statement | undefined, { runs, brackets }: Statement) => {
  const [days, ...others] = runs;
  const last = before?.runs.at(-1);
  if (!brackets || others.length > 0 || days?.kind !== 'target' || last?.kind !== 'target') return;
  const plain = ({ nth, rest, dates, holiday }: Target) => !nth && !rest && dates.length === 0 && !holiday;
  if ((days.mask | days.several) === (last.mask | last.several) && plain(days) && plain(last)) runs.pop();
};

/** "Closed Fridays; Christmas": dates and holidays alone go on with the days before them that are closed. */
const closeAlso = (before: Statement | undefined, { runs, brackets }: Statement, after: Statement | undefined) => {
  const [closed, days] = before?.runs.slice(-2) ?? [];
  const [more] = runs;
  const follows = closed?.kind === 'state' && closed.closed && days?.kind === 'target' && more?.kind === 'target';
  if (!follows || runs.length > 1 || brackets !== before?.brackets || more.mask || more.several) return;
  if (after?.runs[0]?.kind === 'state') return;
  days.dates.push(...more.dates);
  days.holiday ??= more.holiday;
  days.movable ||= more.movable;
  days.someHolidays ||= more.someHolidays;
  runs.pop();
};

/** "Every day except Sunday" is one set of days; "closed 12-1 daily" a break with its days behind it. */
const tidied = (statement: Statement): Statement => {
  const { runs, loose } = statement;
  const [days0] = runs;
  const [clock] = loose;
  // "9-5:30 (4:30 on Fridays)".
  const said = statement.foreign || statement.condition || statement.label !== undefined;
  if (statement.brackets && clock && loose.length === 1 && runs.length === 1 && days0?.kind === 'target' && !said) {
    runs.push({ ...state(days0), bound: { clock, end: true } });
    statement.loose = [];
  }
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
