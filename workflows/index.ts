export { contactRequest } from './contact-request.ts';
export { customerMail } from './customer-mail.ts';
export { handoff } from './handoff.ts';
export { notice } from './notice.ts';
export { threadClosing } from './thread-closing.ts';
