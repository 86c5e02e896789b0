import { expect, test } from 'vitest';
import { mailFault } from './mail-fault.ts';

test.each([
  [{ code: 'ECONNECTION' }, 'passing', 'does not answer'],
  [{ code: 'ETIMEDOUT' }, 'passing', 'does not answer'],
  [{ code: 'EAUTH', responseCode: 535 }, 'lasting', 'the user or the password'],
  [{ code: 'EENVELOPE', responseCode: 451, command: 'RCPT TO' }, 'passing', 'later (451)'],
  [{ code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' }, 'final', 'refuses the address (550)'],
  [{ code: 'EENVELOPE', responseCode: 553, command: 'MAIL FROM' }, 'lasting', 'refuses MAIL_FROM'],
  [{ code: 'EENVELOPE' }, 'final', 'no mail for such an address'],
  [{ code: 'EMESSAGE', responseCode: 554 }, 'final', 'refuses the mail (554)'],
  [{ code: 'EMESSAGE', responseCode: 452 }, 'passing', 'later (452)'],
])('%j is %s', (error, is, words) => {
  const fault = mailFault(Object.assign(new Error('550 ann@example.com is unknown'), error));
  expect(fault.is).toBe(is);
  expect(fault.message).toContain(words);
  expect(JSON.stringify([fault.message, fault.cause])).not.toContain('ann@example.com');
});
