import pg from 'pg';
import { expect, test } from 'vitest';
import { ChannelError } from './channels/channel-error.ts';
import { createLogger } from './logger.ts';

const logged = (err: unknown): { err: Record<string, unknown> } => {
  let line = '';
  createLogger('test', 'info', { write: (text) => (line += text) }).warn({ err }, 'It failed');
  return JSON.parse(line);
};

const fault = (code: string, message: string) =>
  Object.assign(new pg.DatabaseError(message, 1, 'error'), {
    code,
    detail: 'Failing row contains (my secret, ann@shop.example)',
    where: 'ann@shop.example',
    query: "insert ... 'my secret'",
    parameters: ['my secret'],
  });

test('of a fault of Postgres no value of a row is logged', () => {
  const line = logged(
    fault('23514', 'new row for relation "messages" violates check constraint "messages_text_check"'),
  );
  expect(JSON.stringify(line)).not.toMatch(/secret|shop\.example/);
  expect(Object.keys(line.err).sort()).toEqual(['code', 'message', 'stack', 'type']);
  expect(line.err).toMatchObject({ code: '23514', message: expect.stringContaining('messages_text_check') });
});

test.each([
  'invalid input syntax for type integer: "my secret"',
  'invalid input syntax for type json: "{"a": "my secret"}"',
  'value "my secret" is out of range for type integer',
])('a value in the message is cut: %s', (message) => {
  const line = logged(fault('22P02', message));
  expect(JSON.stringify(line)).not.toContain('secret');
  expect(line.err.message).toContain('type ');
});

test('of a cause its name, message and code; of a channel what the admin must do', () => {
  const cause = fault('23505', 'duplicate key value violates unique constraint "threads_pkey"');
  const { err } = logged(new ChannelError('fatal', 'not_in_channel', { advice: 'Invite the app.', cause }));
  expect(err).toMatchObject({ type: 'ChannelError', code: 'not_in_channel', advice: 'Invite the app.' });
  expect(err.cause).toEqual({ type: 'error', message: cause.message, code: '23505' });
  expect(err.stack).toMatch(/^ {4}at /);
});

test('what is no error is logged as it is', () => {
  expect(logged('odd').err).toBe('odd');
});
