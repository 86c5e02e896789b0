import { expect } from 'vitest';
import { type Operation, refusalsOf } from '../../src/api/operation.ts';
import { operations } from '../../src/api/operations.ts';
import { errorAnswer } from '../../src/contract/errors.schema.ts';
import { errorStatuses } from '../../src/contract/errors.ts';

const matches = ({ method, path }: Operation, asked: string, url: string): boolean =>
  method === asked.toLowerCase() && new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(url);

/** `method path` of the operations that answered with success in this test file. */
export const answered = new Set<string>();

/** Holds a real answer against what the API's description promises for it, to the last field. */
export const holdToContract = (method: string, path: string, status: number, body: unknown): void => {
  const operation = operations.find((one) => matches(one, method, path.split('?')[0] ?? ''));
  if (!operation) {
    expect([404, 405], `${method} ${path} is in no description`).toContain(status);
    return;
  }
  const name = `${method} ${operation.path} answered ${status}`;
  const promised = operation.answers[status];
  if (promised === undefined) {
    const { error } = errorAnswer.parse(body);
    expect(refusalsOf(operation), name).toContain(error.code);
    expect(status, name).toBe(errorStatuses[error.code]);
    return;
  }
  answered.add(`${operation.method} ${operation.path}`);
  if (promised !== null && typeof promised !== 'string') expect(promised.safeParse(body).error, name).toBeUndefined();
};
