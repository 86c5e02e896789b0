import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** What people wrote is nobody else's on this machine. */
const mode = 0o600;
const linesOf = (values: unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

/** A file of JSON lines, one value each, that a kill in the middle of a write does not spoil. */
export const jsonLines = <T>(file: string) => ({
  read: (): T[] =>
    (existsSync(file) ? readFileSync(file, 'utf8') : '')
      .split('\n')
      // Nothing, or what a write that was cut off left: it ends no line.
      .slice(0, -1)
      .map((line) => JSON.parse(line) as T),
  add: (value: T): void => appendFileSync(file, linesOf([value]), { mode }),
  replace(values: T[]): void {
    writeFileSync(`${file}.new`, linesOf(values), { mode });
    renameSync(`${file}.new`, file);
  },
});
