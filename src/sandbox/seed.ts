import type { Channel, Member } from './model.ts';

export const team = { id: 'T0SANDBOX', name: 'Fernhollow Tea', domain: 'sandbox' };
export const app = { id: 'A0HANDOFF', botId: 'B0HANDOFF', botUser: 'U0HANDOFF', name: 'handoff', command: '/handoff' };

/** The people who work here. Each acts through a user token, as their Slack client would. */
export const members: Member[] = [
  {
    id: 'U0MAYA',
    name: 'maya',
    realName: 'Maya Lindgren',
    token: 'xoxp-sandbox-maya',
    colour: '#7a4f9a',
    isBot: false,
  },
  {
    id: 'U0TOMAS',
    name: 'tomas',
    realName: 'Tomas Okafor',
    token: 'xoxp-sandbox-tomas',
    colour: '#2f7d6b',
    isBot: false,
  },
  { id: app.botUser, name: app.name, realName: 'Handoff', token: '', colour: '#3a5bbf', isBot: true },
];

export const seedChannels = (channelId: string): Channel[] => [
  {
    id: channelId,
    name: 'customer-help',
    isPrivate: false,
    isArchived: false,
    members: ['U0MAYA', 'U0TOMAS', app.botUser],
  },
  { id: 'C0GENERAL', name: 'general', isPrivate: false, isArchived: false, members: ['U0MAYA', 'U0TOMAS'] },
  { id: 'G0LEADS', name: 'leads', isPrivate: true, isArchived: false, members: ['U0MAYA'] },
  { id: 'C0OLDHELP', name: 'old-help', isPrivate: false, isArchived: true, members: ['U0MAYA', app.botUser] },
];
