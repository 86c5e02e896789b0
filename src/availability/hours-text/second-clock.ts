import { type Atom, behindAll } from './atom.ts';
import { type Asked, confirm } from './questions.ts';
import { readRange } from './times.ts';
import { aheadOf, zoneLabel } from './zones.ts';

type ZonedRange = { range: Atom & { kind: 'range' }; zone: Atom & { kind: 'zone' }; next: number };

/** A range and the zone behind it, from `at` on. */
const zonedRange = (atoms: Atom[], at: number): ZonedRange | undefined => {
  const rangeAt = behindAll(atoms, at, 'filler');
  const zoneAt = behindAll(atoms, rangeAt + 1, 'filler');
  const [range, zone] = [atoms[rangeAt], atoms[zoneAt]];
  return range?.kind === 'range' && zone?.kind === 'zone'
    ? { range, zone, next: behindAll(atoms, zoneAt + 1, 'filler') }
    : undefined;
};

const dayMinutes = 1440;
const apart = (a: number, b: number) => (((b - a) % dayMinutes) + dayMinutes) % dayMinutes;

/** Whether both are the same hours, on the clocks of two zones. */
const isSame = (one: ZonedRange, other: ZonedRange): boolean => {
  const [a] = one.zone.zone.zones;
  const [b] = other.zone.zone.zones;
  const [first, second] = [one, other].map(({ range }) => readRange(range.typed, false, 0).range);
  if (!a || !b || !first || !second) return false;
  const starts = apart(first.from, second.from);
  return aheadOf(a, b).some((ahead) => apart(0, ahead) === starts) && starts === apart(first.to, second.to);
};

const signOf = (atom: Atom | undefined) => (atom?.kind === 'stop' ? atom.sign : undefined);

/** "9am-6pm ET (6am-3pm PT)", "9am-6pm ET / 6am-3pm PT": hours that are said again on another clock count once. */
export const dropSecondClock = (atoms: Atom[], asked: Asked): Atom[] => {
  const kept = [...atoms];
  for (let at = 0; at < atoms.length; at++) {
    const first = atoms[at]?.kind === 'range' ? zonedRange(atoms, at) : undefined;
    const sign = first && signOf(atoms[first.next]);
    const second = sign && '(/|'.includes(sign) ? zonedRange(atoms, first.next + 1) : undefined;
    if (!first || !second || !isSame(first, second)) continue;
    const close = signOf(atoms[second.next]);
    if (sign === '(' ? close !== ')' : close === undefined && second.next < atoms.length) continue;
    const inside = atoms.slice(first.next, sign === '(' ? second.next + 1 : second.next);
    const zone = zoneLabel(first.zone.zone.zones[0] ?? '');
    const span = { from: second.range.from, to: second.zone.to };
    confirm(asked, 'zone', `The hours are given on two clocks; taken as ${zone}.`, { span });
    const fillers = inside.map(({ from, to, text }): Atom => ({ kind: 'filler', from, to, text }));
    kept.splice(first.next, inside.length, ...fillers);
  }
  return kept;
};
