import { setTimeout as wait } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import type { Entry } from '../contract/entry.ts';
import { closeCodes, type ServerFrame } from '../contract/socket-frames.ts';
import { readEntries } from '../conversations/conversation-store.ts';
import { readStateAndMark, type Standing, type StateDeps } from '../conversations/state-reader.ts';
import type { Logger } from '../logger.ts';
import type { Subscriber } from './hub.ts';

/** A reader that leaves this much unread for this long is cut: it resumes by `seq`. */
const mostBufferedBytes = 1024 * 1024;
const slowReaderMs = 3000;
const entriesPerFrame = 50;

/** One customer's socket, after its `hello`: sends state and entries whenever there is something new. */
export class WidgetSocket implements Subscriber {
  readonly conversationId: string;
  private sentSeq: number;
  private sentMark: string | undefined;
  private readonly socket: WebSocket;
  private readonly deps: StateDeps;
  private readonly log: Logger;
  private greeted = false;
  private running = false;
  private again = false;

  constructor(socket: WebSocket, conversationId: string, after: number, deps: StateDeps, log: Logger) {
    this.socket = socket;
    this.conversationId = conversationId;
    this.sentSeq = after;
    this.deps = deps;
    this.log = log;
  }

  private async send(frame: ServerFrame): Promise<void> {
    await this.untilRead();
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  private async untilRead(): Promise<void> {
    const end = Date.now() + slowReaderMs;
    while (this.socket.bufferedAmount > mostBufferedBytes && this.socket.readyState === this.socket.OPEN) {
      if (Date.now() > end) {
        this.socket.close(closeCodes.tooSlow, 'too slow');
        // A reader that does not read won't answer the closing handshake either.
        this.socket.terminate();
      }
      await wait(20);
    }
  }

  has(seq: number): boolean {
    return this.greeted && this.sentSeq >= seq;
  }

  isBehind({ seq, mark }: Standing): boolean {
    return this.sentSeq < seq || this.sentMark !== mark;
  }

  refresh(): void {
    this.again = true;
    if (this.running) return;
    this.running = true;
    void this.run();
  }

  /** Sends them as they are when they follow what was sent and say nothing about the state; else all is read anew. */
  offer(entries: Entry[]): void {
    const follows = this.greeted && !this.running && entries[0]?.seq === this.sentSeq + 1;
    const plain = entries.every((entry) => !entry.event);
    const last = entries.at(-1);
    if (!follows || !plain || !last || this.socket.bufferedAmount > mostBufferedBytes) {
      this.refresh();
      return;
    }
    this.socket.send(JSON.stringify({ type: 'entries', entries, more: false } satisfies ServerFrame));
    this.sentSeq = last.seq;
  }

  private async run(): Promise<void> {
    try {
      while (this.again && this.socket.readyState === this.socket.OPEN) {
        this.again = false;
        await this.sendMissing();
      }
    } catch (error) {
      this.log.warn(
        { err: error, conversationId: this.conversationId },
        'A socket was not refreshed; the catch-up does it',
      );
    } finally {
      this.running = false;
    }
  }

  private async sendMissing(): Promise<void> {
    let told = 0;
    for (let first = true, more = true; more; first = false) {
      const entries = await readEntries(this.deps.db, this.conversationId, this.sentSeq, entriesPerFrame);
      const last = entries.at(-1);
      more = entries.length === entriesPerFrame;
      // What is said changes nothing but the log; the state changes with what carries an event, and a refresh without a new
      // entry is about the state alone. It goes before them: an entry is shown with the names that it tells.
      const news = entries.some((entry) => entry.event && entry.seq > told);
      if ((first && (!this.greeted || !last)) || news) told = await this.sendState();
      if (!last) return;
      await this.send({ type: 'entries', entries, more });
      if (this.socket.readyState !== this.socket.OPEN) return;
      this.sentSeq = last.seq;
    }
  }

  /** The entry up to which the state that was sent tells everything. */
  private async sendState(): Promise<number> {
    const found = await readStateAndMark(this.deps, this.conversationId);
    if (!found) return 0;
    const { state, mark } = found;
    await this.send({ type: 'state', state });
    // One that claims to have read what is not there yet is sent it all the same.
    this.sentSeq = Math.min(this.sentSeq, state.lastSeq);
    this.sentMark = mark;
    this.greeted = true;
    return state.lastSeq;
  }
}
