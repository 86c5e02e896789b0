const names: [string, string[]][] = [
  ['monday', ['mon', 'mo', 'mond']],
  ['tuesday', ['tue', 'tues', 'tu', 'tuesd']],
  ['wednesday', ['wed', 'weds', 'we', 'wednes']],
  ['thursday', ['thu', 'thur', 'thurs', 'th']],
  ['friday', ['fri', 'fr']],
  ['saturday', ['sat', 'sa', 'satur']],
  ['sunday', ['sun', 'su']],
];

const known = new Map<string, number>();
for (const [at, [name, short]] of names.entries()) {
  for (const word of [name, ...short]) for (const form of [word, `${word}s`, `${word}'s`]) known.set(form, 1 << at);
}
for (const odd of ['mos', 'tus', 'wes', 'ths', 'frs', 'sas', 'sus', 'fris', 'we']) known.delete(odd);

/** How many letters must change to make one word of the other, neighbours swapped counting once; at most `limit` + 1. */
const distance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
};

/** Real words that stand one letter from a day. */
const notDays = new Set([
  'midday',
  'noonday',
  'sundae',
  'today',
  'someday',
  'payday',
  'holiday',
  'weekday',
  'birthday',
]);

/** A weekday by its name, whole or shortened, also misspelt ("Satuday", "Thursdayday"). `we` alone is a word, not a day. */
export const dayNamed = (word: string): { mask: number; typo: boolean } | undefined => {
  const mask = known.get(word);
  if (mask) return { mask, typo: false };
  if (word.length < 5 || word.length > 14 || notDays.has(word)) return undefined;
  const single = word.endsWith('s') ? word.slice(0, -1) : word;
  const once = single.endsWith('dayday') ? single.slice(0, -3) : single;
  for (const [at, [name]] of names.entries()) {
    const limit = name.length > 7 ? 2 : 1;
    if (once[0] !== name[0] && once[1] !== name[0]) continue;
    if (distance(once, name, limit) <= limit) return { mask: 1 << at, typo: true };
  }
  return undefined;
};

const letters: [string, number][] = [
  ['Mo', 1],
  ['Tu', 2],
  ['We', 4],
  ['Th', 8],
  ['TH', 8],
  ['Fr', 16],
  ['Sa', 32],
  ['Su', 64],
  ['M', 1],
  ['T', 2],
  ['W', 4],
  ['R', 8],
  ['F', 16],
];

/** "MWF", "TTh", "MTWTF": at least two days run together; a second T is Thursday. */
export const dayLetters = (word: string): number | undefined => {
  // Two days, or five with the dash lost.
  if (word === 'MF') return undefined;
  let mask = 0;
  let count = 0;
  for (let at = 0; at < word.length; count++) {
    const found = letters.find(([letter]) => word.startsWith(letter, at));
    if (!found) return undefined;
    const [letter, bit] = found;
    mask |= letter === 'T' && mask & 6 ? 8 : bit;
    at += letter.length;
  }
  return count > 1 && (mask & (mask - 1)) !== 0 ? mask : undefined;
};
