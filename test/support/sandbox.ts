import { inject } from 'vitest';
import { type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';

export const channelId = 'C0CUSTOMERS';
export const botToken = 'xoxb-test';
export const signingSecret = 'signing-secret-of-the-tests';
/** Nobody listens there. */
const nobody = 'http://127.0.0.1:9';

/** The Slack sandbox with the tests' credentials, without Slack's limits, and with no app unless its URLs are given. */
export const startTestSandbox = (options: Partial<SandboxOptions> & Pick<SandboxOptions, 'dataFile'>) =>
  startSandbox({
    host: '127.0.0.1',
    port: 0,
    signingSecret,
    botToken,
    channelId,
    eventsUrl: nobody,
    interactivityUrl: nobody,
    commandsUrl: nobody,
    webDir: inject('webDir'),
    limits: false,
    ...options,
  });
