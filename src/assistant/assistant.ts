import type { Entry } from '../contract/entry.ts';

/** What an assistant makes of a conversation whose last customer turn waits for an answer. */
export type AssistantAnswer = {
  text: string;
  /** Hand the conversation to people, and why. */
  handOver?: string;
};

/** The AI side. `answer` gets the latest entries, the customer's turn last, and must answer within the signal's time. */
export interface Assistant {
  answer(
    history: Entry[],
    settings: { escalationPrompt: string; autoHandoff: boolean },
    signal: AbortSignal,
  ): Promise<AssistantAnswer>;
}
