import { inject } from 'vitest';
import { type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';

export const channelId = 'C0CUSTOMERS';
export const botToken = 'xoxb-test';
export const signingSecret = 'signing-secret-of-the-tests';

/** The Slack sandbox with the tests' credentials and without Slack's limits. */
export const startTestSandbox = (
  options: Pick<SandboxOptions, 'dataFile' | 'eventsUrl' | 'interactivityUrl' | 'commandsUrl' | 'retryDelaysMs'>,
) =>
  startSandbox({
    host: '127.0.0.1',
    port: 0,
    signingSecret,
    botToken,
    channelId,
    webDir: inject('webDir'),
    limits: false,
    ...options,
  });
