import { expect, test } from 'vitest';
import type { AgentChannel, HandoffCard, RawRequest, ThreadPost } from '../../src/channels/agent-channel.ts';
import { type ChannelFault, InvalidSignatureError, UnreadableRequestError } from '../../src/channels/channel-error.ts';
import type { AgentStatusEvent } from '../../src/contract/agent-status.ts';
import type { InboundEvent } from '../../src/contract/inbound-event.ts';

/**
 * What agents see of one post: everything readable in one string, and the part in which the provider looks for mentions
 * and links.
 */
export type Shown = { id: string; thread?: string; text: string; parsed: string };

/** A provider, or its sandbox, as the suite drives it. */
export type ChannelRig = {
  channel: AgentChannel;
  /** Where agents work, a place that does not exist, and one that takes no posts. */
  place: string;
  unknownPlace: string;
  closedPlace: string;
  /** Everything that agents can see, oldest first. */
  shown(): Promise<Shown[]>;
  /** An agent does something; resolves with the raw request that the provider sends for it. */
  reply(threadRef: string, text: string): Promise<RawRequest>;
  edit(threadRef: string, text: string): Promise<RawRequest>;
  remove(threadRef: string): Promise<RawRequest>;
  press(threadRef: string, button: 'claim' | 'end' | 'handled'): Promise<RawRequest>;
  /** The agent says something about themselves by a command, opens their home, and presses the button there. */
  command(text: string): Promise<RawRequest>;
  openHome(): Promise<RawRequest>;
  pressHome(button: 'away' | 'back'): Promise<RawRequest>;
  /** What the agent sees on their home. */
  home(): Promise<string>;
  /** The agent is active in the provider's client, or not. */
  setThere(there: boolean): Promise<void>;
  /** The next call meets this. */
  fault(kind: 'lost_answer' | 'refused' | 'too_many' | 'outage'): Promise<void>;
  /** The id by which the channel knows the agent who acts here, and their name. */
  agent: { externalId: string; name: string };
  /** Texts that would ping or link if they were not escaped, and what shows that one did. */
  pings: { texts: string[]; pinged: RegExp };
};

const card = (state: HandoffCard['state'] = { is: 'waiting' }): HandoffCard => ({
  handoffId: 'ho_1',
  customerName: 'Ann <b>',
  customerEmail: 'ann@example.com',
  pageUrl: 'https://shop.example/tea?a=1&b=2',
  pageTitle: 'Tea & more',
  reason: 'asked for a person',
  requestedAt: new Date(),
  askedWhileClosed: false,
  state,
});
const says = (...texts: string[]): ThreadPost => ({
  kind: 'messages',
  customerName: 'Ann',
  lines: texts.map((text) => ({ at: new Date(), text })),
});
let keys = 0;
const newKey = () => `conformance/${++keys}`;

/** What every agent channel must do, whoever the provider is. `rig` is asked once the suite runs. */
export const testAgentChannel = (rig: () => ChannelRig): void => {
  const open = async (key = newKey()) => (await rig().channel.openThread(rig().place, card(), key)).threadRef;
  const eventsOf = (request: RawRequest, kind: 'events' | 'interactivity'): InboundEvent[] => {
    rig().channel.verify(request, Date.now());
    const inbound = rig().channel.parse(request, kind);
    return inbound.is === 'events' ? inbound.events : [];
  };
  const asksOf = (request: RawRequest, kind: 'events' | 'interactivity' | 'commands'): AgentStatusEvent => {
    rig().channel.verify(request, Date.now());
    const inbound = rig().channel.parse(request, kind);
    if (inbound.is !== 'agent') throw new Error(`It was read as ${inbound.is}`);
    return inbound.event;
  };
  const only = (events: InboundEvent[]): InboundEvent => {
    expect(events).toHaveLength(1);
    return events[0] as InboundEvent;
  };
  const faultOf = (work: Promise<unknown>): Promise<ChannelFault | undefined> =>
    work.then(
      () => undefined,
      (error: { fault?: ChannelFault }) => error.fault,
    );

  test('a thread opens with a card that says who, where and why; threads differ', async () => {
    const before = (await rig().shown()).length;
    const [first, second] = [await open(), await open()];
    expect(first).not.toBe(second);
    const cards = (await rig().shown()).slice(before);
    expect(cards).toHaveLength(2);
    for (const part of ['Ann', 'ann@example.com', 'shop.example', 'asked for a person'])
      expect(cards[0]?.text).toContain(part);
  });

  test('the card shows how the handoff stands, in place', async () => {
    const threadRef = await open();
    const count = (await rig().shown()).length;
    const since = new Date();
    await rig().channel.setCard(threadRef, card({ is: 'active', agentExternalId: rig().agent.externalId, since }));
    await rig().channel.setCard(threadRef, card({ is: 'ended', reason: 'agent_ended', at: since, undelivered: 0 }));
    const shown = await rig().shown();
    expect(shown).toHaveLength(count);
    expect(shown.at(-1)?.text.toLowerCase()).toContain('ended');
  });

  test('a contact request has a card of its own, which shows in place that somebody handled it', async () => {
    const contact = {
      contactRequestId: 'cr_1',
      name: 'Ann <b>',
      email: 'ann@example.com',
      message: 'Please call & tell me',
      extra: [{ label: 'Order number', value: '17' }],
      reason: 'outside business hours',
      sentAt: new Date(),
      undelivered: [],
    };
    const { threadRef } = await rig().channel.openContactThread(rig().place, contact, newKey());
    const before = await rig().shown();
    for (const part of ['Ann', 'ann@example.com', 'Please call & tell me', 'Order number', '17'])
      expect(before.at(-1)?.text).toContain(part);
    const pressed = only(eventsOf(await rig().press(threadRef, 'handled'), 'interactivity'));
    expect(pressed).toMatchObject({ type: 'handled', threadRef, agentExternalId: rig().agent.externalId });
    const handled = { at: new Date(), byExternalId: rig().agent.externalId };
    await rig().channel.setContactCard(threadRef, { ...contact, handled });
    const after = await rig().shown();
    expect(after).toHaveLength(before.length);
    expect(after.at(-1)?.text.toLowerCase()).toContain('handled');
  });

  test('posts come into their thread in order, whole, however long and odd', async () => {
    const threadRef = await open();
    const long = `${'word '.repeat(1900)}end-of-it`;
    const odd = 'a\u202eb \u{1f600} *x* `y` & < > "';
    for (const post of [says('first'), says(long), says(odd, 'last')])
      await rig().channel.post(threadRef, post, newKey());
    const thread = (await rig().shown()).slice(-3);
    expect(new Set(thread.map((post) => post.thread)).size).toBe(1);
    expect(thread[0]?.text).toContain('first');
    expect(thread[1]?.text).toContain('end-of-it');
    expect(thread[2]?.text).toContain('\u{1f600}');
    expect(thread[2]?.text).toContain('last');
  });

  test("nothing in a customer's words pings or links", async () => {
    const { texts, pinged } = rig().pings;
    const threadRef = await open();
    await rig().channel.post(threadRef, says(...texts), newKey());
    const lines = texts.map((text) => ({ at: new Date(), from: 'customer' as const, text, name: text }));
    await rig().channel.post(threadRef, { kind: 'history', lines }, newKey());
    for (const post of (await rig().shown()).slice(-2)) expect(post.parsed).not.toMatch(pinged);
  });

  test('a post whose answer was lost is found by its key, and only by its own', async () => {
    const since = new Date();
    const threadRef = await open();
    const key = newKey();
    await rig().fault('lost_answer');
    expect(await faultOf(rig().channel.post(threadRef, says('lost answer'), key))).toBe('unknown');
    const where = { channel: rig().place, threadRef };
    const found = await rig().channel.findPost(where, key, since);
    expect((await rig().shown()).at(-1)?.id).toBe(found?.externalRef);
    expect(await rig().channel.findPost(where, newKey(), since)).toBeUndefined();
    const rootKey = newKey();
    await rig().fault('lost_answer');
    expect(await faultOf(open(rootKey))).toBe('unknown');
    expect((await rig().channel.findPost({ channel: rig().place }, rootKey, since))?.externalRef).toBeTruthy();
  });

  test('faults are told apart: wait, look, try again, ask the admin', async () => {
    const threadRef = await open();
    const post = () => rig().channel.post(threadRef, says('x'), newKey());
    await rig().fault('too_many');
    await expect(post()).rejects.toMatchObject({ fault: 'rate_limited', retryAfterMs: expect.any(Number) });
    await rig().fault('outage');
    expect(await faultOf(post())).toBe('unknown');
    await rig().fault('refused');
    await expect(post()).rejects.toMatchObject({ fault: 'fatal', advice: expect.any(String) });
    for (const place of [rig().unknownPlace, rig().closedPlace]) {
      await expect(rig().channel.checkChannel(place)).rejects.toMatchObject({
        fault: 'fatal',
        advice: expect.any(String),
      });
      expect(await faultOf(rig().channel.openThread(place, card(), newKey()))).toBe('fatal');
    }
    await rig().channel.checkChannel(rig().place);
  });

  test("an agent's reply, edit and deletion name the thread, the message and the agent", async () => {
    const threadRef = await open();
    const { externalId: agentExternalId } = rig().agent;
    const said = only(eventsOf(await rig().reply(threadRef, 'Hello & <welcome>'), 'events'));
    expect(said).toMatchObject({
      type: 'message',
      threadRef,
      agentExternalId,
      text: 'Hello & <welcome>',
      parentIsOurs: true,
    });
    expect(said.keys.length).toBeGreaterThan(0);
    const edited = only(eventsOf(await rig().edit(threadRef, 'Hello again'), 'events'));
    expect(edited).toMatchObject({
      type: 'message_edited',
      threadRef,
      text: 'Hello again',
      targetExternalId: said.externalId,
    });
    const removed = only(eventsOf(await rig().remove(threadRef), 'events'));
    expect(removed).toMatchObject({ type: 'message_deleted', threadRef, targetExternalId: said.externalId });
    expect(new Set([said, edited, removed].flatMap((event) => event.keys)).size).toBeGreaterThanOrEqual(3);
  });

  test('buttons claim and end; two presses are two events, one request read twice is one', async () => {
    const threadRef = await open();
    const request = await rig().press(threadRef, 'claim');
    const claim = only(eventsOf(request, 'interactivity'));
    expect(claim).toMatchObject({ type: 'claim', threadRef, agentExternalId: rig().agent.externalId });
    expect(only(eventsOf(request, 'interactivity')).keys).toEqual(claim.keys);
    const end = only(eventsOf(await rig().press(threadRef, 'end'), 'interactivity'));
    expect(end).toMatchObject({ type: 'end', threadRef });
    expect(end.keys).not.toEqual(claim.keys);
  });

  test('what is not signed, changed on the way, or old is refused; what is signed and unreadable says so', async () => {
    const threadRef = await open();
    const request = await rig().reply(threadRef, 'signed');
    const changed = { ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) };
    for (const bad of [{ ...request, headers: {} }, changed])
      expect(() => rig().channel.verify(bad, Date.now())).toThrow(InvalidSignatureError);
    expect(() => rig().channel.verify(request, Date.now() + 600_000)).toThrow(InvalidSignatureError);
    expect(() => rig().channel.verify(request, Date.now() - 600_000)).toThrow(InvalidSignatureError);
    for (const kind of ['events', 'interactivity', 'commands'] as const)
      expect(() => rig().channel.parse({ headers: {}, body: Buffer.from('\xff{') }, kind)).toThrow(
        UnreadableRequestError,
      );
  });

  test('an agent has a name and, where there is one, a picture', async () => {
    const found = await rig().channel.describeAgent(rig().agent.externalId);
    expect(found.name).toBe(rig().agent.name);
    if (found.avatar) expect(found.avatar.type).toMatch(/^image\//);
  });

  test('an agent says that they are away, back, or asks how they stand; each saying is an event of its own', async () => {
    const { externalId: agentExternalId } = rig().agent;
    const away = await rig().command('away');
    const first = asksOf(away, 'commands');
    expect(first).toMatchObject({ type: 'away', agentExternalId });
    expect(first.keys.length).toBeGreaterThan(0);
    expect(asksOf(away, 'commands').keys).toEqual(first.keys);
    expect(asksOf(await rig().command('away'), 'commands').keys).not.toEqual(first.keys);
    for (const type of ['back', 'status', 'help'] as const)
      expect(asksOf(await rig().command(type), 'commands')).toMatchObject({ type, agentExternalId });
    expect(asksOf(await rig().command('make tea'), 'commands').type).toBe('help');
    expect(rig().channel.answerAgent({ is: 'not_saved' }).body).toMatch(/not saved.*again/i);
  });

  test('a home shows its agent how they stand, with the button that changes it', async () => {
    const { externalId: agentExternalId } = rig().agent;
    expect(asksOf(await rig().openHome(), 'events')).toMatchObject({ type: 'home', agentExternalId });
    await rig().channel.showHome(agentExternalId, { handoffs: { live: 41, queued: 17 } });
    for (const part of ['You are here', '41', '17']) expect(await rig().home()).toContain(part);
    const press = asksOf(await rig().pressHome('away'), 'interactivity');
    expect(press).toMatchObject({ type: 'away', agentExternalId });
    await rig().channel.showHome(agentExternalId, { awaySince: new Date() });
    expect(await rig().home()).toContain('You are away');
    const back = asksOf(await rig().pressHome('back'), 'interactivity');
    expect(back).toMatchObject({ type: 'back', agentExternalId });
    expect(back.keys).not.toEqual(press.keys);
  });

  test('a team are its people, there or not as the provider tells; what can not be told is unknown', async () => {
    const { externalId } = rig().agent;
    const ofAgent = async (presence: boolean) =>
      (await rig().channel.readTeam(rig().place, presence))?.find((member) => member.externalId === externalId)?.there;
    expect(await ofAgent(false)).toBe('unknown');
    expect(await ofAgent(true)).toBe(true);
    await rig().setThere(false);
    expect(await ofAgent(true)).toBe(false);
    await rig().setThere(true);
    expect(await rig().channel.readTeam(rig().unknownPlace, true)).toBeUndefined();
    expect(await rig().channel.placesOf(externalId)).toContain(rig().place);
  });

  test('a place and the threads in it share one pace', async () => {
    expect(rig().channel.pace(await open())).toEqual(rig().channel.pace(rig().place));
  });
};
