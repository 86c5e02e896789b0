import { z } from 'zod';
import {
  createWorkspaceAnswer,
  createWorkspaceRequest,
  issueKeyAnswer,
  issueKeyRequest,
  keysAnswer,
  listWorkspacesQuery,
  saveSettingsRequest,
  settingsAnswer,
  workspaceAnswer,
  workspacesAnswer,
} from '../contract/admin-api.schema.ts';
import {
  holidayPlacesAnswer,
  listHolidayPlacesQuery,
  parseHoursAnswer,
  parseHoursRequest,
  previewHoursAnswer,
  previewHoursRequest,
  queueAnswer,
  trialClockAnswer,
  trialClockRequest,
} from '../contract/availability-api.schema.ts';
import {
  contactAddressRequest,
  contactRequestsAnswer,
  contactRequestViewAnswer,
  deleteContactRequestsAnswer,
  exportContactRequestsRequest,
  listContactRequestsQuery,
  webhookSecretAnswer,
  webhookSecretStandingAnswer,
} from '../contract/contact-requests-api.schema.ts';
import type { ErrorCode } from '../contract/errors.ts';
import {
  assistantTurnAnswer,
  assistantTurnRequest,
  hostConversationAnswer,
  hostHandoffAnswer,
  hostHandoffRequest,
  transcriptAnswer,
} from '../contract/host-api.schema.ts';
import {
  contactRequestAnswer,
  contactRequestRequest,
  entriesAnswer,
  entryAnswer,
  handoffActionRequest,
  offerAnswer,
  offerQuery,
  openConversationAnswer,
  openConversationRequest,
  reachRequest,
  readEntriesQuery,
  requestHandoffRequest,
  sendMessageRequest,
  stateAnswer,
} from '../contract/widget-api.schema.ts';
import { admin, host, type Operation, widget } from './operation.ts';

const handoffRefusals: ErrorCode[] = ['handoff_disabled', 'manual_handoff_disabled', 'conversation_not_found'];
const partStanding = z.strictObject({
  status: z.enum(['ok', 'degraded', 'unavailable']),
  parts: z.record(z.string(), z.string()),
});

/** All that the API can do. The OpenAPI document is made from it, and tests hold every answer against it. */
export const operations: Operation[] = [
  {
    method: 'get',
    path: '/v1/widget/offer',
    summary: 'What a workspace offers now, before any conversation',
    query: offerQuery,
    answers: { 200: offerAnswer },
    refusals: ['workspace_not_found'],
  },
  {
    method: 'post',
    path: '/v1/widget/conversations',
    summary: 'Open or resume a conversation',
    body: openConversationRequest,
    answers: { 200: openConversationAnswer },
    refusals: ['workspace_not_found', 'conversation_not_found'],
  },
  widget('post', '/messages', 'Send a message', {
    body: sendMessageRequest,
    answers: { 200: entryAnswer, 201: entryAnswer },
    refusals: ['handoff_ended', 'client_id_reused', 'conversation_not_found'],
  }),
  widget('get', '/entries', 'Read entries after a seq, and the state', {
    query: readEntriesQuery,
    answers: { 200: entriesAnswer },
    refusals: ['conversation_not_found'],
  }),
  widget('post', '/handoffs', 'Ask for a person', {
    body: requestHandoffRequest,
    answers: { 200: stateAnswer, 201: stateAnswer },
    refusals: handoffRefusals,
  }),
  widget('post', '/reach', 'Say where the customer can be reached by e-mail', {
    body: reachRequest,
    answers: { 200: stateAnswer },
  }),
  ...(
    [
      ['cancel', 'Take the request back'],
      ['end', 'End the live session'],
      ['leave', 'Leave: ends the live session at once'],
    ] as const
  ).map(([action, summary]) =>
    widget('post', `/handoffs/${action}`, summary, {
      body: handoffActionRequest,
      answers: { 200: stateAnswer },
      refusals: ['not_found'],
    }),
  ),
  widget('post', '/contact-requests', 'Send the contact form', {
    body: contactRequestRequest,
    answers: { 200: contactRequestAnswer, 201: contactRequestAnswer },
    refusals: ['contact_form_disabled', 'not_found'],
  }),
  host('get', '', 'State, epoch and handoffs with why they ended', { answers: { 200: hostConversationAnswer } }),
  host('get', '/transcript', 'Read the transcript', { query: readEntriesQuery, answers: { 200: transcriptAnswer } }),
  host('post', '/assistant-turns', "Push an assistant's turn", {
    body: assistantTurnRequest,
    answers: { 200: assistantTurnAnswer, 201: assistantTurnAnswer },
    refusals: ['stale_answer'],
  }),
  host('post', '/handoffs', 'Request a handoff with a reason', {
    body: hostHandoffRequest,
    answers: { 200: hostHandoffAnswer, 201: hostHandoffAnswer },
    refusals: handoffRefusals,
  }),
  admin('post', '', 'Create a workspace and its first keys', {
    body: createWorkspaceRequest,
    answers: { 201: createWorkspaceAnswer },
  }),
  admin('get', '', 'List workspaces, oldest first, after one of them', {
    query: listWorkspacesQuery,
    answers: { 200: workspacesAnswer },
  }),
  admin('get', '/{id}', 'Read a workspace', { answers: { 200: workspaceAnswer } }),
  admin('post', '/{id}/hours/parse', 'Read opening hours typed as text', {
    body: parseHoursRequest,
    answers: { 200: parseHoursAnswer },
  }),
  admin('post', '/{id}/hours/preview', 'How hours stand at an instant and at the next changes', {
    body: previewHoursRequest,
    answers: { 200: previewHoursAnswer },
  }),
  admin('get', '/{id}/queue', 'Who waits for an agent, and how many have one', { answers: { 200: queueAnswer } }),
  {
    method: 'get',
    path: '/v1/admin/holidays',
    summary: 'Countries whose public holidays are known, or the parts of one',
    security: 'adminToken',
    query: listHolidayPlacesQuery,
    answers: { 200: holidayPlacesAnswer },
  },
  {
    method: 'get',
    path: '/v1/admin/trial-clock',
    summary: 'The clock that opening hours are read by',
    security: 'adminToken',
    answers: { 200: trialClockAnswer },
  },
  {
    method: 'put',
    path: '/v1/admin/trial-clock',
    summary: 'Read opening hours at another time, on a server that is tried out',
    security: 'adminToken',
    body: trialClockRequest,
    answers: { 200: trialClockAnswer },
    refusals: ['trial_clock_disabled'],
  },
  admin('get', '/{id}/keys', 'List keys', { answers: { 200: keysAnswer } }),
  admin('post', '/{id}/keys', 'Issue a key', { body: issueKeyRequest, answers: { 201: issueKeyAnswer } }),
  admin('delete', '/{id}/keys/{keyId}', 'Revoke a key', { answers: { 204: null }, refusals: ['not_found'] }),
  admin('get', '/{id}/settings', 'Read the settings', { answers: { 200: settingsAnswer } }),
  admin('put', '/{id}/settings', 'Save a new version of the settings', {
    body: saveSettingsRequest,
    answers: { 200: settingsAnswer },
    refusals: ['settings_changed'],
  }),
  admin('get', '/{id}/contact-requests', 'List contact requests with their deliveries, newest first', {
    query: listContactRequestsQuery,
    answers: { 200: contactRequestsAnswer },
  }),
  admin('get', '/{id}/contact-requests/{requestId}', 'Read a contact request', {
    answers: { 200: contactRequestViewAnswer },
  }),
  admin('post', '/{id}/contact-requests/{requestId}/send-again', 'Try again what was given up or held for spam', {
    answers: { 200: contactRequestViewAnswer },
    refusals: ['nothing_to_send'],
  }),
  admin('post', '/{id}/contact-requests/{requestId}/handled', 'Mark a contact request as handled', {
    answers: { 200: contactRequestViewAnswer },
  }),
  admin('post', '/{id}/contact-requests/by-address/export', "Read what a customer's address sent", {
    body: exportContactRequestsRequest,
    answers: { 200: contactRequestsAnswer },
  }),
  admin('post', '/{id}/contact-requests/by-address/delete', "Delete what a customer's address sent", {
    body: contactAddressRequest,
    answers: { 200: deleteContactRequestsAnswer },
  }),
  admin('get', '/{id}/webhook-secret', 'Read when the webhook got its newest secret', {
    answers: { 200: webhookSecretStandingAnswer },
  }),
  admin('post', '/{id}/webhook-secret', 'Issue a new secret for the webhook, shown this once', {
    answers: { 201: webhookSecretAnswer },
  }),
  {
    method: 'get',
    path: '/v1/agents/{id}/avatar',
    summary: "An agent's picture",
    answers: { 200: 'image/*' },
    refusals: ['not_found'],
  },
  {
    method: 'post',
    path: '/slack/events',
    summary: "Slack's Events API",
    security: 'slackSignature',
    answers: { 200: 'text/plain' },
  },
  {
    method: 'post',
    path: '/slack/interactivity',
    summary: "Slack's buttons and shortcuts",
    security: 'slackSignature',
    answers: { 200: 'text/plain' },
  },
  {
    method: 'post',
    path: '/slack/commands',
    summary: "Slack's slash command: agents go away and come back",
    security: 'slackSignature',
    answers: { 200: 'application/json' },
  },
  {
    method: 'get',
    path: '/health/live',
    summary: 'The process answers',
    answers: { 200: z.strictObject({ status: z.literal('ok') }) },
  },
  {
    method: 'get',
    path: '/health/ready',
    summary: 'Each part, with its fault; with the admin token in full',
    answers: { 200: partStanding, 503: partStanding },
    refusals: ['unauthorized'],
  },
  { method: 'get', path: '/openapi.json', summary: 'This description', answers: { 200: 'application/json' } },
  {
    method: 'get',
    path: '/metrics',
    summary: 'Prometheus metrics; at METRICS_PORT instead when that is set',
    answers: { 200: 'text/plain' },
    refusals: ['not_found'],
  },
];
