import { type Logger, type LoggerOptions, pino } from 'pino';

export type { Logger };

/** JSON lines on stdout. Callers log ids, never message texts, tokens or addresses; known secrets are cut out anyway. */
export const createLogger = (name: string, level: string, out?: { write(line: string): unknown }): Logger => {
  const options: LoggerOptions = {
    name,
    level,
    redact: { paths: ['*.token', '*.authorization', 'headers.authorization'], censor: '[cut]' },
    serializers: { err: describeError },
  };
  return out ? pino(options, out) : pino(options);
};

/**
 * Of an error only what names the fault. Drivers hang more on theirs: Postgres whole rows in `detail`, with what people
 * wrote and their e-mail addresses. `advice` is our own text to the admin.
 */
const describeError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  return {
    ...brief(error),
    ...textField(error, 'advice'),
    ...(error.cause instanceof Error && { cause: brief(error.cause) }),
    stack: framesOf(error),
  };
};

const brief = (error: Error) => ({ type: error.name, message: messageOf(error), ...textField(error, 'code') });

/** Postgres repeats a value that it can't read (class 22) in quotes; its other messages name only tables and columns. */
const messageOf = (error: Error): string => {
  const { code } = textField(error, 'code');
  return code?.startsWith('22') ? error.message.replace(/".*"/s, '"..."') : error.message;
};

const textField = (error: Error, field: 'code' | 'advice'): { code?: string; advice?: string } => {
  const value = (error as { code?: unknown; advice?: unknown })[field];
  return typeof value === 'string' || typeof value === 'number' ? { [field]: String(value) } : {};
};

/** The stack begins with the message, as it was. */
const framesOf = ({ stack = '' }: Error): string => stack.slice(Math.max(0, stack.search(/^ {4}at /m)));
