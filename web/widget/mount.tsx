import { render } from 'preact';
import type { Customer } from './client/api.ts';
import { type Chat, createChat } from './client/chat.ts';
import type { KeptStore } from './client/kept.ts';
import { panelStyles } from './panel-styles.ts';
import { liveHandoff, phaseOf, unseenCount } from './state/view-state.ts';
import { Panel } from './views/panel.tsx';

export type Mounted = { chat: Chat; show(how: { takeFocus: boolean }): void; hide(): void; remove(): void };

/** Puts the panel into the element's shadow root, hidden until it is shown. */
export const mount = (
  root: ShadowRoot,
  options: {
    base: string;
    widgetKey: string;
    title: string;
    kept: KeptStore;
    customer: () => Customer;
    onClose: () => void;
    onState: (phase: string) => void;
    onUnseen: (count: number) => void;
  },
): Mounted => {
  const { kept } = options;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(panelStyles);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const box = document.createElement('div');
  box.hidden = true;
  root.append(box);
  const chat = createChat(options);
  let lastPhase = '';

  const note = (): void => {
    const { conversation, entries, ready } = chat.view();
    const phase = phaseOf(conversation);
    if (phase !== lastPhase) options.onState(phase);
    lastPhase = phase;
    if (!ready) return;
    const live = liveHandoff(conversation) !== undefined;
    const { seen = 0, live: wasLive = false } = kept.get();
    if (live !== wasLive) kept.set({ live: live || undefined });
    const newest = entries.at(-1)?.seq ?? 0;
    if (!box.hidden && newest > seen) kept.set({ seen: newest });
    options.onUnseen(box.hidden ? unseenCount(entries, seen) : 0);
  };
  const stopNoting = chat.subscribe(note);
  return {
    chat,
    show({ takeFocus }) {
      box.hidden = false;
      chat.connect();
      note();
      render(<Panel chat={chat} title={options.title} onClose={options.onClose} />, box);
      if (takeFocus) root.querySelector<HTMLTextAreaElement>('.composer textarea')?.focus();
    },
    hide() {
      box.hidden = true;
    },
    remove() {
      stopNoting();
      chat.stop();
      render(null, box);
      box.remove();
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
    },
  };
};
