import type { ParsedHours } from '../../contract/parsed-hours.ts';
import type { Atom } from './atom.ts';
import { type Asked, confirm, lower, refuse } from './questions.ts';
import { chosenZone, countryOf, joined, type TypedZone, zoneChoices, zoneLabel } from './zones.ts';

type Workspace = { zone: string; country?: string | undefined };
type Placed = TypedZone & { from: number; to: number; afterRanges: number };

/** The zone that the hours are in: the text's, else the workspace's. */
export const pickZone = (atoms: Atom[], workspace: Workspace, asked: Asked): ParsedHours['zone'] => {
  const typed = typedZones(atoms);
  const [first, second] = typed;
  const own = {
    zone: workspace.zone,
    source: 'workspace' as const,
    label: zoneLabel(workspace.zone),
    alternatives: [],
  };
  if (!first) return own;
  if (second) {
    const zones = [...new Set(typed.flatMap(({ zones }) => zones))];
    const choices = zoneChoices(zones);
    const apart = typed.some((zone) => zone.afterRanges !== first.afterRanges);
    const question = { span: { from: first.from, to: typed.at(-1)?.to ?? first.to }, choices };
    if (apart) refuse(asked, 'zone', 'Hours in several time zones: give them in one.', question);
    else lower(asked, 'zone', 'Several time zones are named: which one is meant?', question);
    const zone = first.zones[0] ?? workspace.zone;
    return {
      zone,
      source: 'text',
      label: zoneLabel(zone),
      alternatives: choices.filter((choice) => choice.zone !== zone),
    };
  }
  const span = { from: first.from, to: first.to };
  if (first.zones.length === 0) {
    const yours = first.key.startsWith('your');
    if (yours)
      lower(asked, 'zone', "Hours in the customer's own zone can't be kept; the workspace's zone was taken.", { span });
    else confirm(asked, 'zone', "Local time was read as the workspace's zone.", { span });
    return own;
  }
  if (first.changes) lower(asked, 'zone', 'Which place? An offset does not say when its clock changes.', { span });
  const country = workspace.country ?? countryOf(workspace.zone);
  const { zone, sure } = chosenZone(first, workspace.zone, country);
  const alternatives = zoneChoices(first.zones.filter((other) => other !== zone));
  if (alternatives.length > 0) {
    const choices = zoneChoices([zone, ...first.zones.filter((other) => other !== zone)]);
    // GMT is taken as London's clock; that it may be UTC is only shown.
    const ask = sure || first.key === 'gmt' ? confirm : lower;
    ask(asked, 'zone', `${first.key.toUpperCase()} may mean several zones; taken as ${zoneLabel(zone)}.`, {
      span,
      choices,
    });
  }
  return { zone, source: 'text', label: zoneLabel(zone), alternatives };
};

/** The zones of the text, each once, with how many ranges stand before it. */
const typedZones = (atoms: Atom[]): Placed[] => {
  const found: Placed[] = [];
  let ranges = 0;
  for (const atom of atoms) {
    if (atom.kind === 'range') ranges++;
    const zone = atom.kind === 'zone' || atom.kind === 'range' ? atom.zone : undefined;
    if (!zone) continue;
    const same = found.findIndex((other) => joined(other, zone) !== undefined);
    const known = found[same];
    if (known) found[same] = { ...known, ...joined(known, zone) };
    else found.push({ ...zone, from: atom.from, to: atom.to, afterRanges: ranges });
  }
  return found;
};
