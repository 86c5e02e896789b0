/** Whether it can be the id of a person in Slack. What is none must not stand where Slack parses, nor in a row. */
export const isUserId = (id: string): boolean => /^[A-Z0-9]{2,30}$/.test(id);
