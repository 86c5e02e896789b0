import { z } from 'zod';
import { errorAnswer } from '../contract/errors.schema.ts';
import { type ErrorCode, errorStatuses } from '../contract/errors.ts';
import { type Operation, refusalsOf } from './operation.ts';
import { operations } from './operations.ts';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

const parametersOf = ({ path, query }: Operation) => {
  const asked = schemaOf(query ?? z.object({}), 'input');
  return [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...Object.entries(asked.properties ?? {}).map(([name, schema]) => ({
      name,
      in: 'query',
      required: asked.required?.includes(name) ?? false,
      schema,
    })),
  ];
};

const answerOf = (answer: Operation['answers'][number]) => ({
  description: 'Done, after the commit',
  ...(answer !== null && {
    content:
      typeof answer === 'string'
        ? { [answer]: { schema: { type: 'string' } } }
        : { 'application/json': { schema: schemaOf(answer, 'output') } },
  }),
});

/** One answer for each status, naming the codes that it can carry. */
const refusalAnswers = (codes: ErrorCode[]) => {
  const statuses = new Set(codes.map((code) => errorStatuses[code]));
  return Object.fromEntries(
    [...statuses].map((status) => [
      status,
      {
        description: codes.filter((code) => errorStatuses[code] === status).join(', '),
        ...(status === 429 || status === 503
          ? { headers: { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } } }
          : {}),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    ]),
  );
};

const describe = (operation: Operation) => ({
  summary: operation.summary,
  tags: [operation.path.split('/').filter((part) => part !== 'v1')[1] ?? ''],
  ...(operation.security && { security: [{ [operation.security]: [] }] }),
  parameters: parametersOf(operation),
  ...(operation.body && {
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaOf(operation.body, 'input') } },
    },
  }),
  responses: {
    ...refusalAnswers(refusalsOf(operation)),
    ...Object.fromEntries(Object.entries(operation.answers).map(([status, answer]) => [status, answerOf(answer)])),
  },
});

/** Generated from the schemas that the routes validate with. */
export const openApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'Live agent handoff API',
    version: '1',
    description:
      'Beside these operations the widget keeps a WebSocket at /v1/widget/socket: its first frame is {"type":"hello","token":"...","after":seq}, and it gets the state and every entry after that seq, now and later.',
  },
  paths: operations.reduce<Record<string, Record<string, ReturnType<typeof describe>>>>((paths, operation) => {
    const { method, path } = operation;
    paths[path] = { ...paths[path], [method]: describe(operation) };
    return paths;
  }, {}),
  components: {
    schemas: { Error: schemaOf(errorAnswer, 'output') },
    securitySchemes: {
      conversationToken: { type: 'http', scheme: 'bearer' },
      hostKey: { type: 'http', scheme: 'bearer' },
      adminToken: { type: 'http', scheme: 'bearer' },
      slackSignature: { type: 'apiKey', in: 'header', name: 'X-Slack-Signature' },
    },
  },
};
