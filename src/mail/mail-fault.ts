import { DeliveryFault } from '../delivery/delivery-fault.ts';

/** What of an error of nodemailer is read; its message may name people. */
type SmtpError = { code?: unknown; responseCode?: unknown; command?: unknown };

/** What the error of an attempt at a mail means. Names neither the server's words nor an address. */
export const mailFault = (error: unknown): DeliveryFault => {
  const { code, responseCode, command } = error as SmtpError;
  const status = typeof responseCode === 'number' ? responseCode : 0;
  // Without its cause, whose message can name people.
  const fault = (is: DeliveryFault['is'], message: string) =>
    new DeliveryFault(is, status ? `${message} (${status}).` : `${message}.`);
  const refusedForGood = status >= 500;

  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2' || status === 530 || status === 535)
    return fault('lasting', 'The mail server refuses the user or the password of SMTP_URL');
  if (code === 'ETLS') return fault('lasting', 'The connection to the mail server can not be encrypted');
  if (code === 'ECONFIG') return fault('lasting', 'SMTP_URL can not be used');
  if (code === 'EENVELOPE') {
    if (command === 'MAIL FROM' && refusedForGood) return fault('lasting', 'The mail server refuses MAIL_FROM');
    if (status === 0) return fault('final', 'The mail server takes no mail for such an address');
    return refusedForGood
      ? fault('final', 'The mail server refuses the address')
      : fault('passing', 'The mail server asks to try the address later');
  }
  if (refusedForGood) return fault('final', 'The mail server refuses the mail');
  if (status >= 400) return fault('passing', 'The mail server asks to try later');
  return fault('passing', 'The mail server does not answer');
};
