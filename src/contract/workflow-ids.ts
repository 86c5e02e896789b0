export const handoffWorkflowId = (handoffId: string): string => `handoff/${handoffId}`;
export const contactRequestWorkflowId = (contactRequestId: string): string => `contact-request/${contactRequestId}`;
export const noticeWorkflowId = (noticeId: string): string => `notice/${noticeId}`;
export const customerMailWorkflowId = (handoffId: string): string => `customer-mail/${handoffId}`;
/** Closes the thread of a handoff whose own workflow is gone. */
export const threadClosingWorkflowId = (handoffId: string): string => `thread-closing/${handoffId}`;
