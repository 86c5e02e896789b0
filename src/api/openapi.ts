import { z } from 'zod';
import { createWorkspaceRequest, issueKeyRequest, saveSettingsRequest } from '../contract/admin-api.schema.ts';
import { errorStatuses } from '../contract/errors.ts';
import { assistantTurnRequest, hostHandoffRequest } from '../contract/host-api.schema.ts';
import {
  contactRequestRequest,
  handoffActionRequest,
  openConversationRequest,
  requestHandoffRequest,
  sendMessageRequest,
} from '../contract/widget-api.schema.ts';

type Security = 'conversationToken' | 'hostKey' | 'adminToken' | 'slackSignature' | undefined;
type Operation = [method: string, path: string, summary: string, security: Security, body?: z.ZodType];

const operations: Operation[] = [
  ['get', '/v1/widget/offer', 'What a workspace offers now, before any conversation', undefined],
  ['post', '/v1/widget/conversations', 'Open or resume a conversation', undefined, openConversationRequest],
  ['post', '/v1/widget/messages', 'Send a message', 'conversationToken', sendMessageRequest],
  ['get', '/v1/widget/entries', 'Read entries after a seq, and the state', 'conversationToken'],
  ['post', '/v1/widget/handoffs', 'Ask for a person', 'conversationToken', requestHandoffRequest],
  ['post', '/v1/widget/handoffs/cancel', 'Take the request back', 'conversationToken', handoffActionRequest],
  ['post', '/v1/widget/handoffs/end', 'End the live session', 'conversationToken', handoffActionRequest],
  [
    'post',
    '/v1/widget/handoffs/leave',
    'Leave: ends the live session at once',
    'conversationToken',
    handoffActionRequest,
  ],
  ['post', '/v1/widget/contact-requests', 'Send the contact form', 'conversationToken', contactRequestRequest],
  ['get', '/v1/host/conversations/{id}', 'State, epoch and handoffs with why they ended', 'hostKey'],
  ['get', '/v1/host/conversations/{id}/transcript', 'Read the transcript', 'hostKey'],
  ['post', '/v1/host/conversations/{id}/assistant-turns', "Push an assistant's turn", 'hostKey', assistantTurnRequest],
  ['post', '/v1/host/conversations/{id}/handoffs', 'Request a handoff with a reason', 'hostKey', hostHandoffRequest],
  ['post', '/v1/admin/workspaces', 'Create a workspace and its first keys', 'adminToken', createWorkspaceRequest],
  ['get', '/v1/admin/workspaces', 'List workspaces', 'adminToken'],
  ['get', '/v1/admin/workspaces/{id}', 'Read a workspace', 'adminToken'],
  ['get', '/v1/admin/workspaces/{id}/keys', 'List keys', 'adminToken'],
  ['post', '/v1/admin/workspaces/{id}/keys', 'Issue a key', 'adminToken', issueKeyRequest],
  ['delete', '/v1/admin/workspaces/{id}/keys/{keyId}', 'Revoke a key', 'adminToken'],
  ['get', '/v1/admin/workspaces/{id}/settings', 'Read the settings', 'adminToken'],
  [
    'put',
    '/v1/admin/workspaces/{id}/settings',
    'Save a new version of the settings',
    'adminToken',
    saveSettingsRequest,
  ],
  ['post', '/slack/events', "Slack's Events API", 'slackSignature'],
  ['post', '/slack/interactivity', "Slack's buttons and shortcuts", 'slackSignature'],
  ['get', '/health/live', 'The process answers', undefined],
  ['get', '/health/ready', 'Each part, with its fault', undefined],
  ['get', '/metrics', 'Prometheus metrics', undefined],
];

const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'requestId'],
      properties: {
        code: { type: 'string', enum: Object.keys(errorStatuses) },
        message: { type: 'string' },
        requestId: { type: 'string' },
        fields: {
          type: 'array',
          items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
        },
      },
    },
  },
};

const describe = ([, path, summary, security, body]: Operation) => ({
  summary,
  ...(security && { security: [{ [security]: [] }] }),
  parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  })),
  ...(body && {
    requestBody: {
      required: true,
      content: { 'application/json': { schema: z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) } },
    },
  }),
  responses: {
    '2XX': { description: 'Done, after the commit' },
    default: {
      description: 'The one error shape',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    },
  },
});

/** Generated from the schemas that the routes validate with. */
export const openApiDocument = {
  openapi: '3.1.0',
  info: { title: 'Live agent handoff API', version: '1' },
  paths: operations.reduce<Record<string, Record<string, ReturnType<typeof describe>>>>((paths, operation) => {
    const [method, path] = operation;
    paths[path] = { ...paths[path], [method]: describe(operation) };
    return paths;
  }, {}),
  components: {
    schemas: { Error: errorSchema },
    securitySchemes: {
      conversationToken: { type: 'http', scheme: 'bearer' },
      hostKey: { type: 'http', scheme: 'bearer' },
      adminToken: { type: 'http', scheme: 'bearer' },
      slackSignature: { type: 'apiKey', in: 'header', name: 'X-Slack-Signature' },
    },
  },
};
