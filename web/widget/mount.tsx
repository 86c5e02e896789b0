import { render } from 'preact';
import { type Chat, createChat } from './client/chat.ts';
import { panelStyles } from './styles.ts';
import { Panel } from './views/panel.tsx';

export type Mounted = { chat: Chat; show(): void; hide(): void; remove(): void };

/** Puts the panel into the element's shadow root. Loaded at the customer's first intent. */
export const mount = (
  root: ShadowRoot,
  options: { base: string; widgetKey: string; title: string; onClose: () => void; onState: (name: string) => void },
): Mounted => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(panelStyles);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const box = document.createElement('div');
  root.append(box);
  const chat = createChat(options.base, options.widgetKey);
  let last = '';
  chat.subscribe(() => {
    const { conversation } = chat.view();
    const status = conversation?.handoff?.status;
    const name = !status || status === 'ended' ? 'ai' : status === 'active' ? 'live' : 'connecting';
    if (name !== last) options.onState(name);
    last = name;
  });
  const connect = (): void => {
    chat.open().catch(() => setTimeout(connect, 3000));
  };
  return {
    chat,
    show() {
      box.hidden = false;
      connect();
      render(<Panel chat={chat} title={options.title} onClose={options.onClose} />, box);
      root.querySelector<HTMLTextAreaElement>('.composer textarea')?.focus();
    },
    hide() {
      box.hidden = true;
    },
    remove() {
      chat.stop();
      render(null, box);
      box.remove();
    },
  };
};
