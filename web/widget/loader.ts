import type { Mounted } from './mount.tsx';
import { launcherStyles } from './styles.ts';

/**
 * `<live-agent-chat widget-key="pk_..." api="https://chat.example.com" title="Chat with us">`
 * A launcher button; the chat itself is loaded when the customer shows intent. Events: ready, open, close, statechange
 * (`detail.state`: ai, connecting, live). Methods: open, close, toggle, sendMessage, requestHuman, shutdown.
 */
class LiveAgentChat extends HTMLElement {
  private mounted: Promise<Mounted> | undefined;
  private launcher: HTMLButtonElement | undefined;
  private isOpen = false;

  connectedCallback(): void {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(launcherStyles);
    root.adoptedStyleSheets = [sheet];
    const launcher = document.createElement('button');
    launcher.className = 'launcher';
    launcher.type = 'button';
    launcher.setAttribute('aria-label', 'Open chat');
    launcher.append(drawIcon());
    launcher.addEventListener('click', () => void this.open());
    for (const intent of ['pointerenter', 'focus']) launcher.addEventListener(intent, () => void this.load());
    this.launcher = launcher;
    root.append(launcher);
    this.tell('ready');
  }

  private load(): Promise<Mounted> {
    const root = this.shadowRoot;
    if (!root) throw new Error('The chat is not on the page yet.');
    this.mounted ??= import('./mount.tsx').then(({ mount }) =>
      mount(root, {
        base: (this.getAttribute('api') ?? new URL(import.meta.url).origin).replace(/\/$/, ''),
        widgetKey: this.getAttribute('widget-key') ?? '',
        title: this.getAttribute('title') ?? 'Chat with us',
        onClose: () => this.close(),
        onState: (state) => this.tell('statechange', { state }),
      }),
    );
    return this.mounted;
  }

  private tell(name: string, detail: object = {}): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  async open(): Promise<void> {
    const mounted = await this.load();
    this.isOpen = true;
    if (this.launcher) this.launcher.hidden = true;
    mounted.show();
    this.tell('open');
  }

  close(): void {
    this.isOpen = false;
    void this.mounted?.then((mounted) => mounted.hide());
    if (this.launcher) {
      this.launcher.hidden = false;
      this.launcher.focus();
    }
    this.tell('close');
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else void this.open();
  }

  async sendMessage(text: string): Promise<void> {
    await this.open();
    (await this.load()).chat.send(text);
  }

  async requestHuman(): Promise<void> {
    await this.open();
    await (await this.load()).chat.requestHandoff();
  }

  /** Ends what is live and forgets the conversation: for a shared device, or a customer who logs out. */
  async shutdown(): Promise<void> {
    const mounted = await this.mounted;
    this.mounted = undefined;
    await mounted?.chat.leave();
    mounted?.chat.kept.clear();
    mounted?.remove();
    this.close();
  }
}

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

if (!customElements.get('live-agent-chat')) customElements.define('live-agent-chat', LiveAgentChat);
