import { type Logger, pino } from 'pino';

export type { Logger };

/** JSON lines on stdout. Callers log ids, never message texts, tokens or addresses; known secrets are cut out anyway. */
export const createLogger = (name: string, level: string): Logger =>
  pino({ name, level, redact: { paths: ['*.token', '*.authorization', 'headers.authorization'], censor: '[cut]' } });
