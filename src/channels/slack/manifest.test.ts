import { readFileSync } from 'node:fs';
import type { AppsManifestValidateArguments } from '@slack/web-api';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { actionIds } from './slack-interaction.ts';

type Manifest = Exclude<AppsManifestValidateArguments['manifest'], string>;
const manifest = parse(readFileSync(new URL('../../../docs/slack-manifest.yaml', import.meta.url), 'utf8')) as Manifest;

/** docs.slack.dev, "Scopes" of each method, for public and private channels. */
const scopesOf: Record<string, string[]> = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'dnd.teamInfo': ['dnd:read'],
  'users.conversations': ['channels:read', 'groups:read'],
  'users.getPresence': ['users:read'],
  'users.info': ['users:read'],
  'views.publish': [],
};

test('the manifest asks for the scopes of the methods that are called, and for no others', () => {
  const sources = ['slack-channel', 'find-post', 'agent-profile', 'team'].map((name) =>
    readFileSync(new URL(`./${name}.ts`, import.meta.url), 'utf8'),
  );
  const called = new Set(
    sources.flatMap((text) => [...text.matchAll(/\bclient\.(\w+\.\w+)\(/g)].map((m) => m[1] ?? '')),
  );
  expect([...called].sort()).toEqual(Object.keys(scopesOf).sort());
  // A message shortcut wants "commands", a slash command too.
  const wanted = new Set([...[...called].flatMap((method) => scopesOf[method] ?? []), 'commands']);
  const { bot = [], bot_optional: optional = [] } = manifest.oauth_config?.scopes ?? {};
  expect([...bot, ...optional].sort()).toEqual([...wanted].sort());
  // Without these all else works.
  expect(optional).toEqual(['dnd:read']);
});

test('the manifest sends what is listened to, to where it is', () => {
  expect(manifest.features?.shortcuts?.map((shortcut) => shortcut.callback_id)).toEqual([actionIds.endShortcut]);
  const { event_subscriptions: events, interactivity } = manifest.settings ?? {};
  expect(events?.bot_events).toEqual(['message.channels', 'message.groups', 'app_home_opened']);
  expect(manifest.features?.app_home?.home_tab_enabled).toBe(true);
  const [command] = manifest.features?.slash_commands ?? [];
  expect(command?.command).toBe('/handoff');
  const urls = [events?.request_url, interactivity?.request_url, command?.url];
  expect(urls.map((url) => new URL(url ?? '').pathname)).toEqual([
    '/slack/events',
    '/slack/interactivity',
    '/slack/commands',
  ]);
});
