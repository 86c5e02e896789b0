import { expect, test } from 'vitest';
import { describeDatabaseFault } from './describe-fault.ts';

const fault = (code: string, message = 'as the driver says') => Object.assign(new Error(message), { code });

test.each([
  [fault('ECONNREFUSED'), 'nothing listens'],
  [fault('ENOTFOUND'), 'not known'],
  [fault('28P01', 'password authentication failed for user "x"'), 'refuses the user or the password'],
  [fault('3D000', 'database "x" does not exist'), 'does not exist'],
  [new Error('timeout expired'), 'does not answer'],
])('%s is explained', (error, words) => {
  expect(describeDatabaseFault(error)).toContain(words);
});

test('a fault of our own is not explained away', () => {
  expect(describeDatabaseFault(fault('42601', 'syntax error'))).toBeUndefined();
});
