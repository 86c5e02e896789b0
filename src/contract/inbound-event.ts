/**
 * What an agent did in a thread, in words that every agent channel shares.
 * `keys` name the event for dedupe: two events that share one key are the same.
 */
export type InboundEvent = {
  type: 'message' | 'message_edited' | 'message_deleted' | 'claim' | 'end' | 'handled';
  threadRef: string;
  keys: string[];
  agentExternalId: string;
  agentName?: string;
  text?: string;
  /** The message's own id in the channel. */
  externalId?: string;
  /** Of an edit or a deletion: the id of the message that it changes. */
  targetExternalId?: string;
  /** Of an edit: when it was made, by the provider's clock, in seconds. Events may come in another order. */
  editedAt?: number;
  /** The thread was opened by us, as far as the event tells; such an event waits for its thread to be recorded. */
  parentIsOurs: boolean;
};
