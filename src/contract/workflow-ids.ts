export const handoffWorkflowId = (handoffId: string): string => `handoff/${handoffId}`;
/** Of a contact request. Version 0.1.0 used `contact-request/<id>` for another workflow. */
export const contactDeliveriesWorkflowId = (contactRequestId: string): string =>
  `contact-deliveries/${contactRequestId}`;
export const noticeWorkflowId = (noticeId: string): string => `notice/${noticeId}`;
export const customerMailWorkflowId = (handoffId: string): string => `customer-mail/${handoffId}`;
/** Closes the thread of a handoff whose own workflow is gone. */
export const threadClosingWorkflowId = (handoffId: string): string => `thread-closing/${handoffId}`;
