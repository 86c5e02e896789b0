export { contactDeliveries } from './contact-deliveries.ts';
export { customerMail } from './customer-mail.ts';
export { handoff } from './handoff.ts';
export { contactRequest } from './legacy-contact-request.ts';
export { notice } from './notice.ts';
export { threadClosing } from './thread-closing.ts';
