import type { Parsed } from '../client/api.ts';

type Mark = { from: number; to: number; kind: 'unparsed' | 'asked' };

/** The marks that don't overlap one before them, in order of the text. */
const marksOf = ({ unparsed, questions }: Parsed): Mark[] => {
  const all: Mark[] = [
    ...unparsed.map(({ from, to }) => ({ from, to, kind: 'unparsed' as const })),
    ...questions.flatMap(({ span }) => (span ? [{ ...span, kind: 'asked' as const }] : [])),
  ];
  const taken: Mark[] = [];
  for (const mark of all) {
    if (taken.every(({ from, to }) => mark.to <= from || to <= mark.from)) taken.push(mark);
  }
  return taken.sort((a, b) => a.from - b.from);
};

/** The text as it was read, with what is asked about underlined. The questions quote the same words for who can't see it. */
export const Echo = ({ text, parsed }: { text: string; parsed: Parsed }) => {
  const marks = marksOf(parsed);
  if (marks.length === 0) return null;
  return (
    <p class="echo" aria-hidden="true">
      {marks.map(({ from, to, kind }, i) => (
        <span key={from}>
          {text.slice(marks[i - 1]?.to ?? 0, from)}
          <u class={kind}>{text.slice(from, to)}</u>
        </span>
      ))}
      {text.slice(marks.at(-1)?.to)}
    </p>
  );
};
