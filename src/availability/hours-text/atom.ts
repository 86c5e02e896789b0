import type { TextSpan } from '../../contract/parsed-hours.ts';
import type { DateSpan } from './dates.ts';
import type { Lexeme } from './lexeme.ts';
import type { Clock, TypedRange } from './times.ts';
import type { TypedZone } from './zones.ts';

/** A statement's parts: lexemes put together as days, ranges and dates. */
export type Atom = TextSpan & { text: string } & (
    | { kind: 'days'; mask: number; several: boolean; nth: boolean; rest: boolean; perWeek?: number; typo: boolean }
    | { kind: 'holiday'; country?: string; region?: string; some: boolean }
    | { kind: 'date'; span: DateSpan; every: boolean; unsure: boolean }
    /** A day that moves from year to year. */
    | { kind: 'movable' }
    /** `zone`: named behind the left end. */
    | { kind: 'range'; typed: TypedRange; zone?: TypedZone }
    | {
        kind:
          | 'sun'
          | 'closed'
          | 'shutDown'
          | 'lunch'
          | 'meal'
          | 'except'
          | 'including'
          | 'machine'
          | 'ofMonth'
          | 'broken'
          | 'clock24';
      }
    /** `figures`: they may be hours of what the word before them names. */
    | { kind: 'foreign'; figures?: boolean }
    /** A single time that belongs to no range. */
    | { kind: 'loose'; clock?: Clock }
    /** "Until 8", "opens at 9": one end of the hours. */
    | { kind: 'bound'; clock: Clock; end: boolean }
    | { kind: 'allDay'; perWeek?: number }
    | { kind: 'hours'; count: number }
    | { kind: 'season'; wholeYear: boolean }
    | { kind: 'bounds' | 'condition' | 'dayPart' | 'comma' | 'colon' | 'filler' }
    | { kind: 'label'; service: boolean }
    | { kind: 'zone'; zone: TypedZone }
    | { kind: 'stop'; sign: string }
  );

export type Part = Atom extends infer A ? (A extends Atom ? Omit<A, 'from' | 'to' | 'text'> : never) : never;

/** A part and how many lexemes it takes. */
export type ReadAtom = { part: Part; count: number };

export const one = (part: Part): ReadAtom => ({ part, count: 1 });
export const foreign = (count: number): ReadAtom => ({ part: { kind: 'foreign' }, count });
export const kindAt = (lexemes: Lexeme[], at: number) => lexemes[at]?.kind;

/** Whether it opens something: hours of a day, or the whole day. */
export const opensAtom = (atom: Atom | undefined): boolean => atom?.kind === 'range' || atom?.kind === 'allDay';

/** The place of the first atom from `from` on that is of none of these kinds. */
export const behindAll = (atoms: Atom[], from: number, ...kinds: Atom['kind'][]): number => {
  let at = from;
  for (let atom = atoms[at]; atom && kinds.includes(atom.kind); atom = atoms[at]) at++;
  return at;
};
