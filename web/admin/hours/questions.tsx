import type { ZoneChoice } from '../../../src/contract/parsed-hours.ts';
import type { Parsed } from '../client/api.ts';

// The server names the taken one first; a button that moves when it is pressed would lose the focus.
const byLabel = (choices: ZoneChoice[]) => choices.toSorted((a, b) => a.label.localeCompare(b.label));

/** What the text leaves open, each with the words it is about. A zone among several is picked with one press. */
export const Questions = (props: {
  text: string;
  parsed: Parsed;
  zone: string | undefined;
  onZone: (zone: string) => void;
}) => {
  const { text, parsed, zone } = props;
  const quote = (from: number, to: number) => <q>{text.slice(from, to)}</q>;
  const unparsed = parsed.unparsed;
  // The list of words says it already, word by word.
  const questions = parsed.questions.filter(
    ({ span }) => !span || !unparsed.some(({ from, to }) => from === span.from && to === span.to),
  );
  if (questions.length + unparsed.length === 0) return null;
  return (
    <ul class="questions" aria-label="Questions">
      {unparsed.length > 0 && (
        <li>
          Not understood:{' '}
          {unparsed.map(({ from, to }, i) => (
            <span key={from}>
              {i > 0 && ', '}
              {quote(from, to)}
            </span>
          ))}
        </li>
      )}
      {questions.map(({ code, text: asked, span, choices }, i) => (
        <li key={`${code} ${i}`}>
          {span && quote(span.from, span.to)} {asked}
          {choices && parsed.schedule && (
            <span class="choices">
              {byLabel(choices).map((choice) => (
                <button
                  key={choice.zone}
                  type="button"
                  aria-pressed={choice.zone === zone}
                  onClick={() => props.onZone(choice.zone)}
                >
                  {choice.label}
                </button>
              ))}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
};
