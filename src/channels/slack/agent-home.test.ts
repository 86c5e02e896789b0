import { expect, test } from 'vitest';
import { commandAnswer, homeView } from './agent-home.ts';

const since = new Date('2026-11-27T10:00:00Z');
const shown = (...of: Parameters<typeof homeView>) => JSON.stringify(homeView(...of));

test('the home tab offers the one change there is', () => {
  expect(shown({})).toMatch(/You are here.*"action_id":"agent_away"/);
  expect(shown({})).not.toContain('agent_back');
  expect(shown({ awaySince: since })).toMatch(/You are away.*<!date\^1795773600\^.*"action_id":"agent_back"/);
  expect(shown({ awaySince: since })).not.toContain('"agent_away"');
});

test('numbers are shown only when they are known, none as 0', () => {
  expect(shown({})).not.toContain('queue');
  expect(shown({ handoffs: { live: 3, queued: 0 } })).toMatch(/With the team\*\\n3.*in the queue\*\\n0/);
});

test('a command is answered for the eyes of the agent alone', () => {
  const textOf = (...answer: Parameters<typeof commandAnswer>) => {
    const { body, type } = commandAnswer(...answer);
    expect(type).toBe('application/json');
    const read = JSON.parse(body) as { response_type: string; text: string };
    expect(read.response_type).toBe('ephemeral');
    return read.text;
  };
  expect(textOf({ is: 'standing', standing: { awaySince: since }, after: 'away' })).toMatch(
    /^You are away since .*still answer.*\/handoff back/,
  );
  expect(textOf({ is: 'standing', standing: {}, after: 'back' })).toMatch(/^You are here/);
  expect(textOf({ is: 'standing', standing: { awaySince: since }, after: 'status' })).toMatch(/^You are away since/);
  expect(textOf({ is: 'not_saved' })).toMatch(/not saved.*try again/i);
  for (const word of ['away', 'back', 'status']) expect(textOf({ is: 'help' })).toContain(`/handoff ${word}`);
});
