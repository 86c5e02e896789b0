import type { Lexeme, Meaning } from './lexeme.ts';

const meals = new Set(['breakfast', 'brunch', 'dinner', 'supper']);
const behindDay = new Set(['number', 'clock', 'colon', 'comma', 'to', 'and', 'stop', 'closed', 'allDay']);

/** Settles what the rest of the text decides: "S" beside "Su" is Saturday, R beside M and T is Thursday, lunch beside dinner a meal and no break. */
export const settle = (lexemes: Lexeme[]): Lexeme[] => {
  const named = (start: string) =>
    lexemes.some(({ kind, text }) => kind === 'days' && text.slice(0, 2).toLowerCase() === start);
  const [saturday, sunday] = [named('sa'), named('su')];
  const served = lexemes.some(({ text }) => meals.has(text.toLowerCase()));
  const letter: Meaning | undefined = saturday === sunday ? undefined : { kind: 'days', mask: sunday ? 32 : 64 };
  const thursday = !named('th') && lexemes.some(({ kind, text }) => kind === 'days' && 'MTWF'.includes(text));
  if (!letter && !served && !thursday) return lexemes;
  return lexemes.map((lexeme, at) => {
    const next = lexemes[at + 1]?.kind;
    const isDay = lexeme.kind === 'unknown' && (next === undefined || behindDay.has(next));
    if (letter && isDay && lexeme.text === 'S') return { ...lexeme, ...letter };
    if (thursday && isDay && lexeme.text === 'R') return { ...lexeme, kind: 'days', mask: 8 };
    const meal = served && (lexeme.kind === 'lunch' || meals.has(lexeme.text.toLowerCase()));
    return meal ? { ...lexeme, kind: 'meal' } : lexeme;
  });
};
