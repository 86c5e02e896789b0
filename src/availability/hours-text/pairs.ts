import { daysIn, leastSeason } from './dates.ts';
import type { Run, State, Statement, Target } from './statement.ts';

/** Something said of some days. No target: of every day, or of what was said before when it is a hole. */
export type Pair = {
  target: Target | null;
  state: State;
  statement: Statement;
  label: string;
  season: string;
  /** From "except Sunday, 10-4": goes before what was said of the day. */
  override: boolean;
  /** Of another thing than the first hours: counts only to see whether they are covered. */
  extra: boolean;
};

export type Paired = {
  pairs: Pair[];
  /** Days of which nothing is said, and hours that belong to no day. */
  leftDays: { run: Target; statement: Statement }[];
  leftHours: { run: State; statement: Statement; label: string; season: string }[];
  seasons: string[];
};

type Placed = { run: Run; statement: Statement; label: string; season: string };

const isHole = (run: Run) => run.kind === 'state' && run.hole;

/** Brings days and hours together, whichever come first; each part under a label by itself. */
export const pairUp = (statements: Statement[]): Paired => {
  const paired: Paired = { pairs: [], leftDays: [], leftHours: [], seasons: [] };
  let label = '';
  let season = '';
  let heading: Statement | undefined;
  let part: Placed[][] = [];
  const flush = () => {
    pairPart(part, paired);
    part = [];
  };
  for (const [at, statement] of statements.entries()) {
    const before = statements[at - 1];
    const { runs } = statement;
    const period = headsPeriod(statements, at);
    if (period) {
      season = period;
      paired.seasons.push(period);
      continue;
    }
    if (runs.length === 0) {
      // Words alone in brackets narrow what stands before; a heading names what follows.
      if (statement.brackets && part.length > 0) narrow(part, statement);
      else if (statement.label !== undefined && !statement.foreign) {
        if (statement.label !== label) flush();
        label = statement.label;
      }
      if (statement.seasonBefore) {
        // Behind a bracket a season is of all that stood in it, in a bracket of its own of what it follows.
        const all = !statement.brackets || before?.sign === ')';
        const heads = statement.brackets ? before !== undefined && before === heading : isHeading(statements, at);
        if (heads) heading = statement;
        if (statement.seasonVaries) season = '';
        else if (part.length === 0 || heads) season = statement.seasonBefore;
        else for (const placed of (all ? part : part.slice(-1)).flat()) placed.season ||= statement.seasonBefore;
        paired.seasons.push(statement.seasonBefore);
      }
      continue;
    }
    if (statement.label !== undefined && statement.label !== label) {
      flush();
      label = statement.label;
      season = '';
    }
    if (statement.seasonBefore) season = statement.seasonBefore;
    for (const name of [statement.seasonBefore, statement.seasonBehind]) if (name) paired.seasons.push(name);
    const own = statement.seasonBehind || season;
    part.push(runs.map((run) => ({ run, statement, label, season: own })));
  }
  flush();
  const closing = paired.pairs.every(({ target, state }) => target === null || state.closed);
  if (closing && paired.leftDays.length === 0) impliedDays(paired);
  return paired;
};

/** "Summer hours (June-August): 9-3": a season in words of its own, and hours behind it. */
const isHeading = (statements: Statement[], at: number): boolean => {
  const [next, closed, behind] = statements.slice(at + 1, at + 4);
  return Boolean(next && (next.runs.length > 0 || (next.brackets && (closed?.runs.length || behind?.runs.length))));
};

/** "1 June - 31 August" on a line of its own, and days with their hours behind it; empty when it is no such heading. */
const headsPeriod = (statements: Statement[], at: number): string => {
  const { runs } = statements[at] ?? { runs: [] };
  const [only] = runs;
  const period =
    runs.length === 1 && only?.kind === 'target' && !only.mask && !only.several ? only.dates[0] : undefined;
  const behind = statements[at + 1]?.runs ?? [];
  const weekly = behind.some((run) => run.kind === 'target' && (run.mask || run.several) && run.dates.length === 0);
  const heads = period && weekly && behind.length > 1 && daysIn(period.from, period.to) >= leastSeason;
  return heads ? `${period.from} to ${period.to}` : '';
};

/** No day is named anywhere: what is said holds every day. */
const impliedDays = (paired: Paired) => {
  for (const { run, statement, label, season } of paired.leftHours) {
    // "Any time that suits you" says nothing.
    const vague = run.allDay && statement.foreign && run.any;
    const implied = { ...run, open: run.open || run.strange || /days$/.test(season) };
    if (!run.closed && !vague)
      paired.pairs.push({ target: null, state: implied, statement, label, season, override: false, extra: false });
  }
  paired.leftHours = [];
};

const narrow = (part: Placed[][], words: Statement) => {
  // "Mon-Fri 8-5, Sat 8-12 (1st and 3rd)": of the last days only.
  const days = part.at(-1)?.findLast(({ run }) => run.kind === 'target')?.run;
  if (words.nth && days?.kind === 'target') days.nth = true;
  for (const placed of part.at(-1) ?? []) {
    if (words.foreign || words.label) placed.statement.qualifier ||= words.label ?? words.qualifier;
    placed.statement.condition ||= words.condition;
    if (words.nth) placed.statement.nth = true;
    placed.statement.machine ||= words.machine;
  }
};

const pairPart = (part: Placed[][], paired: Paired) => {
  const flat = part.flat().filter(({ run }) => !isHole(run));
  const alternating = flat.every(({ run }, at) => at === 0 || run.kind !== flat[at - 1]?.run.kind);
  const excepts = flat.some(({ run }) => run.kind === 'state' && run.except);
  if (alternating && flat.length % 2 === 0 && flat.length > 0 && !excepts) {
    for (let at = 0; at < flat.length; at += 2) join(flat[at], flat[at + 1], paired);
  } else {
    pairStatements(part, paired);
  }
  for (const statement of part) pairHoles(statement, paired);
};

const join = (first: Placed | undefined, second: Placed | undefined, paired: Paired, override = false) => {
  const [days, hours] = first?.run.kind === 'target' ? [first, second] : [second, first];
  if (days?.run.kind !== 'target' || hours?.run.kind !== 'state') return;
  const season = days.season || hours.season;
  paired.pairs.push({
    target: days.run,
    state: hours.run,
    statement: hours.statement,
    label: hours.label,
    season,
    override,
    extra: false,
  });
};

const pairStatements = (part: Placed[][], paired: Paired) => {
  let waiting: Placed | undefined;
  const leave = (placed: Placed) => {
    const { run, statement, label, season } = placed;
    if (run.kind === 'target') paired.leftDays.push({ run, statement });
    else paired.leftHours.push({ run, statement, label, season });
  };
  for (const statement of part) {
    const runs = statement.filter(({ run }) => !isHole(run));
    const first = runs[0];
    if (waiting && first && first.run.kind !== waiting.run.kind && fits(runs)) {
      runs.unshift(waiting);
    } else if (waiting) leave(waiting);
    waiting = undefined;
    for (let at = 0; at < runs.length; ) {
      const here = runs[at];
      const next = runs[at + 1];
      if (!here) break;
      if (next && here.run.kind !== next.run.kind) {
        if (here.run.kind === 'state' && here.run.except) exceptDays(here, next, runs[at + 2], paired);
        else join(here, next, paired);
        const more = here.run.kind === 'state' && here.run.except && runs[at + 2]?.run.kind === 'state';
        at += more ? 3 : 2;
      } else if (!next) {
        if (!follows(here, paired)) waiting = here;
        at++;
      } else {
        leave(here);
        at++;
      }
    }
  }
  if (waiting) leave(waiting);
};

/** Days that wait take hours that bring no days of their own, and hours that wait days without hours. */
const fits = (runs: Placed[]) => runs.length % 2 === 1;

/** "8-12; 1-5": hours behind a stop go on with the days before. */
const follows = (hours: Placed, paired: Paired): boolean => {
  const last = paired.pairs.at(-1);
  const { run, statement, season } = hours;
  if (!last?.target || run.kind !== 'state' || run.allDay || run.closed || run.bound || last.label !== hours.label)
    return false;
  if (statement.foreign || statement.condition || !last.state.ranges.length || statement.runs.length > 1) return false;
  if (last.target.from > last.state.from) return false;
  paired.pairs.push({ ...last, state: run, statement, season });
  return true;
};

const exceptDays = (except: Placed, days: Placed, hours: Placed | undefined, paired: Paired) => {
  join(hours?.run.kind === 'state' ? hours : except, days, paired, true);
};

const pairHoles = (statement: Placed[], paired: Paired) => {
  for (const { run, statement: said, label, season } of statement) {
    if (run.kind !== 'state' || !run.hole) continue;
    paired.pairs.push({ target: null, state: run, statement: said, label, season, override: false, extra: false });
  }
};
