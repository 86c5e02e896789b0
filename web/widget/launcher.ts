export type Launcher = { hide(): void; show(): void; focus(): void; setUnseen(count: number): void };

/** The round button that opens the chat. It says how many messages wait, to eyes and to screen readers. */
export const addLauncher = (root: ShadowRoot, on: { click: () => void; intent: () => void }): Launcher => {
  const button = document.createElement('button');
  button.className = 'launcher';
  button.type = 'button';
  button.append(drawIcon());
  button.addEventListener('click', on.click);
  for (const intent of ['pointerenter', 'focus']) button.addEventListener(intent, on.intent);
  const badge = document.createElement('span');
  badge.className = 'badge';
  badge.setAttribute('aria-hidden', 'true');
  button.append(badge);
  const news = document.createElement('p');
  news.className = 'spoken';
  news.setAttribute('role', 'status');
  root.append(button, news);

  const setUnseen = (count: number) => {
    const words = count === 0 ? '' : `${count} new ${count === 1 ? 'message' : 'messages'}`;
    button.setAttribute('aria-label', words ? `Open chat, ${words}` : 'Open chat');
    badge.hidden = count === 0;
    badge.textContent = count > 9 ? '9+' : String(count);
    if (news.textContent !== words) news.textContent = words;
  };
  setUnseen(0);
  return {
    hide() {
      button.hidden = true;
    },
    show() {
      button.hidden = false;
    },
    focus: () => button.focus(),
    setUnseen,
  };
};

const drawIcon = (): SVGElement => {
  const space = 'http://www.w3.org/2000/svg';
  const icon = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('width', '26');
  icon.setAttribute('height', '26');
  icon.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', 'M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z');
  path.setAttribute('fill', 'currentColor');
  icon.append(path);
  return icon;
};
