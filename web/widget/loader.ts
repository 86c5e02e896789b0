import { type KeptStore, openKept } from './client/kept.ts';
import { addLauncher, type Launcher } from './launcher.ts';
import { launcherStyles } from './launcher-styles.ts';
import type { Mounted } from './mount.tsx';

/**
 * `<live-agent-chat widget-key="pk_..." api="https://chat.example.com" title="Chat with us">`
 * Optional: `customer-name` and `customer-email`, which agents see when the conversation begins; unproven, as typed.
 * A launcher button; the chat itself is loaded when the customer shows intent, or at once when the panel was open or
 * people have the conversation: a reload must not end it. Events: ready, open, close, statechange (`detail.state`: ai,
 * connecting, live). Methods: open, close, toggle, sendMessage, requestHuman, shutdown.
 */
class LiveAgentChat extends HTMLElement {
  private mounted: Promise<Mounted> | undefined;
  private launcher: Launcher | undefined;
  private keptStore: KeptStore | undefined;
  private isOpen = false;

  connectedCallback(): void {
    // Moved on the page, it goes on as it is.
    if (this.mounted) return;
    if (!this.shadowRoot) this.build();
    this.goOn().catch(() => undefined);
  }

  /** Off the page nobody reads: the server must not think that the customer is there. */
  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return;
      const { mounted } = this;
      this.mounted = undefined;
      this.isOpen = false;
      this.launcher?.show();
      mounted?.then((panel) => panel.remove()).catch(() => undefined);
    });
  }

  private build(): void {
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(launcherStyles);
    root.adoptedStyleSheets = [sheet];
    const tryLoad = () => void this.load().catch(() => undefined);
    this.launcher = addLauncher(root, { click: () => void this.open(), intent: tryLoad });
    this.tell('ready');
  }

  private get kept(): KeptStore {
    this.keptStore ??= openKept(this.getAttribute('widget-key') ?? '');
    return this.keptStore;
  }

  /** As the customer left it on the page before. */
  private async goOn(): Promise<void> {
    const { open, live } = this.kept.get();
    if (open) await this.show({ takeFocus: false });
    else if (live) (await this.load()).chat.connect();
  }

  private load(): Promise<Mounted> {
    const root = this.shadowRoot;
    if (!root) throw new Error('The chat is not on the page yet.');
    const { kept } = this;
    this.mounted ??= import('./mount.tsx')
      .then(({ mount }) =>
        mount(root, {
          base: (this.getAttribute('api') ?? new URL(import.meta.url).origin).replace(/\/$/, ''),
          widgetKey: this.getAttribute('widget-key') ?? '',
          title: this.getAttribute('title') ?? 'Chat with us',
          kept,
          customer: () => this.customer(),
          onClose: () => this.close(),
          onState: (state) => this.tell('statechange', { state }),
          onUnseen: (count) => this.launcher?.setUnseen(count),
        }),
      )
      .catch((error: unknown) => {
        this.mounted = undefined;
        throw error;
      });
    return this.mounted;
  }

  private customer(): { name?: string; email?: string } {
    const name = this.getAttribute('customer-name')?.trim().slice(0, 200).toWellFormed();
    const email = this.getAttribute('customer-email')?.trim();
    return { ...(name && { name }), ...(email && { email }) };
  }

  private tell(name: string, detail: object = {}): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  private async show(how: { takeFocus: boolean }): Promise<void> {
    this.isOpen = true;
    const mounted = await this.load();
    // Closed again while it was loading.
    if (!this.isOpen) return;
    this.kept.set({ open: true });
    this.launcher?.hide();
    mounted.show(how);
    this.tell('open');
  }

  open(): Promise<void> {
    return this.show({ takeFocus: true });
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.kept.set({ open: undefined });
    void this.mounted?.then((mounted) => mounted.hide());
    this.launcher?.show();
    this.launcher?.focus();
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
    const { kept, mounted } = this;
    this.close();
    // At once: the page may be left before the server has answered.
    kept.forget();
    this.keptStore = undefined;
    this.mounted = undefined;
    const panel = await mounted?.catch(() => undefined);
    // Without a connection the server ends it by itself, since the customer stays away.
    await panel?.chat.leave().catch(() => undefined);
    panel?.remove();
    this.launcher?.setUnseen(0);
  }
}

if (!customElements.get('live-agent-chat')) customElements.define('live-agent-chat', LiveAgentChat);
