import { type Atom, opensAtom } from './atom.ts';

/**
 * "9-5 Monday to Friday, Saturday 10-2": hours on both sides of a list of days. Puts a stop at its comma, when it has
 * only one; undefined when there is no such list, or a statement with more than one.
 */
export const partLists = (atoms: Atom[]): Atom[] | undefined => {
  const stops = new Set<number>();
  let inStatement = 0;
  let hours = false;
  let days = false;
  let commas: number[] = [];
  for (const [at, atom] of atoms.entries()) {
    if (opensAtom(atom)) {
      const [comma] = commas;
      if (hours && comma !== undefined && commas.length === 1) {
        stops.add(comma);
        inStatement++;
      }
      if (inStatement > 1) return undefined;
      hours = true;
      days = false;
      commas = [];
    } else if (atom.kind === 'days') days = true;
    else if (atom.kind === 'comma') {
      if (atom.text === ',' && days && atoms[at + 1]?.kind === 'days') commas.push(at);
      else if (atom.text === ',' && !days) hours = false;
    } else if (atom.kind === 'stop') {
      inStatement = 0;
      hours = false;
      days = false;
      commas = [];
    } else if (!['filler', 'colon', 'zone', 'holiday', 'label'].includes(atom.kind)) hours = false;
  }
  if (stops.size === 0) return undefined;
  return atoms.map((atom, at): Atom => (stops.has(at) ? { ...atom, kind: 'stop', sign: ';' } : atom));
};
