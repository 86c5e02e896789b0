import { DeliveryFault } from '../delivery/delivery-fault.ts';
import { siteOf } from '../mail/site-of.ts';
import { readSettings } from '../settings/settings-store.ts';
import { answerMail } from './answer-mail.ts';
import { readAnswer } from './answer-reader.ts';
import type { Attempt, DeliverDeps } from './attempt.ts';
import { teamMail } from './team-mail.ts';

/** Mails the request to one address of the team. Answers with the mail's Message-ID. */
export const deliverToTeam = async (
  { mailer }: DeliverDeps,
  { delivery, request, signal }: Attempt,
): Promise<string> => {
  const messageId = mailer.messageIdOf(delivery.id);
  await mailer.send(teamMail(request, delivery.address ?? '', messageId), signal);
  return messageId;
};

/** Mails an agent's answer to the customer, as it stands in the log by now, in the thread of the answers before. */
export const deliverAnswer = async (deps: DeliverDeps, { delivery, request, signal }: Attempt): Promise<string> => {
  const { db, mailer, publicUrl } = deps;
  const answer = await readAnswer(db, request, delivery.seq ?? 0);
  if (!answer) throw new DeliveryFault('withdrawn', 'The agent deleted it before it was sent.');
  const { settings } = await readSettings(db, request.workspace_id);
  const site = siteOf(request.page_url, settings, publicUrl);
  const messageId = mailer.messageIdOf(delivery.id);
  const { references, ...said } = answer;
  await mailer.send(
    answerMail(request, said, { to: delivery.address ?? '', messageId, references, ...(site && { site }) }),
    signal,
  );
  return messageId;
};
