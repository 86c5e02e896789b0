import type { ParsedHours } from '../../contract/parsed-hours.ts';
import type { Schedule } from '../../contract/schedule.ts';
import type { Atom } from './atom.ts';
import { readAtoms } from './atoms.ts';
import { leftOver } from './left-over.ts';
import { lex } from './lex.ts';
import { type Paired, pairUp } from './pairs.ts';
import { partClosings } from './part-closings.ts';
import { partLists } from './part-lists.ts';
import { pickZone } from './pick-zone.ts';
import { printSchedule } from './print-schedule.ts';
import { nothingAsked, refuse } from './questions.ts';
import { raiseDayLetters } from './raise-day-letters.ts';
import { dropSecondClock } from './second-clock.ts';
import { settle } from './settle.ts';
import { readSpecialDays } from './special-days.ts';
import type { Statement } from './statement.ts';
import { readStatements } from './statements.ts';
import { tellAtoms, tellUnparsed } from './tell-atoms.ts';
import { says24 } from './times.ts';
import { tokenize } from './tokenize.ts';
import { turnBreaks } from './turn-breaks.ts';
import { daysOf } from './week.ts';
import { readWeek } from './weekly.ts';
import { countryOf } from './zones.ts';

/** The workspace's IANA zone, its country (ISO 3166-1) when it is known, and the day (YYYY-MM-DD) that tells what is over. */
export type HoursContext = { zone: string; country?: string; today?: string };

/**
 * Opening hours as people type them, read into a schedule. Every word must have a meaning: what has none is named in
 * `unparsed` and lowers the result. Takes any text, in time linear in its length. Throws a RangeError for a context
 * whose zone there is not.
 */
export const parseHours = (text: string, context: HoursContext): ParsedHours => {
  const asked = nothingAsked();
  const tokens = raiseDayLetters(tokenize(text));
  const lexemes = settle(lex(text, tokens));
  const country = context.country ?? countryOf(context.zone);
  const atoms = dropSecondClock(readAtoms(text, lexemes, { country }), asked);
  const zone = pickZone(atoms, { zone: context.zone, country: context.country }, asked);
  const holidayCountry = context.country ?? countryOf(zone.zone);
  const on24 = atoms.some((atom) => atom.kind === 'clock24' || (atom.kind === 'range' && says24(atom.typed)));
  const parted = partClosings(turnBreaks(atoms), asked);
  const { statements, paired } = pairAtoms(parted);
  const week = readWeek(paired, on24, asked);
  const special = readSpecialDays(paired, { on24, country: holidayCountry, today: context.today, asked });
  if (week) leftOver(paired, statements, atoms, week, asked);
  tellAtoms(atoms, asked);
  const unparsed = tellUnparsed(text, atoms, asked);
  if (!week) refuse(asked, 'no_hours', 'No opening hours of a week were found in the text.');
  if (asked.fatal || !week) {
    return { status: 'not_understood', schedule: null, understood: '', questions: asked.list, unparsed, zone };
  }
  const schedule: Schedule = { zone: zone.zone, days: daysOf(week), ...special };
  if (beginsLate(schedule)) {
    refuse(asked, 'contradiction', 'A break in hours over midnight: write the hours before and behind it.');
    return { status: 'not_understood', schedule: null, understood: '', questions: asked.list, unparsed, zone };
  }
  return {
    status: asked.hard ? 'check' : 'understood',
    schedule,
    understood: printSchedule(schedule),
    questions: asked.list,
    unparsed,
    zone,
  };
};

/** A break behind midnight leaves hours that belong to no day. */
const beginsLate = ({ days, exceptions, holidays }: Schedule): boolean =>
  [...Object.values(days), ...exceptions.map(({ ranges }) => ranges), holidays?.ranges ?? []].some((ranges) =>
    ranges.some(({ from }) => from >= 1440),
  );

/** Pairs days and hours; where some are left over, tries again with the lists of days parted that stand between hours. */
const pairAtoms = (atoms: Atom[]): { statements: Statement[]; paired: Paired } => {
  const read = (parts: Atom[]) => {
    const statements = readStatements(parts);
    return { statements, paired: pairUp(statements) };
  };
  const leaves = ({ leftDays, leftHours }: Paired) => leftDays.length + leftHours.length > 0;
  const first = read(atoms);
  const parted = leaves(first.paired) ? partLists(atoms) : undefined;
  const second = parted && read(parted);
  return second && !leaves(second.paired) ? second : first;
};
