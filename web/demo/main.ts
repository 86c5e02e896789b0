import { demoShop } from '../../src/assistant/demo-shop.ts';

const teas = [
  ['Moss & Mint', 'Spearmint, nettle, a little pine. No caffeine.', '$14', 'moss'],
  ['First Light', 'A green from the high terraces: soft, sweet, early.', '$19', 'light'],
  ['Quiet Orchard', 'Apple, rosehip and linden flower for the evening.', '$13', 'orchard'],
  ['Alder Breakfast', 'A strong black blend that forgives the milk.', '$15', 'breakfast'],
] as const;

const element = (tag: string, text: string, className = ''): HTMLElement => {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
};

for (const [name, about, price, look] of teas) {
  const card = element('article', '', look);
  card.append(element('div', '', 'tin'), element('h3', name), element('p', about), element('strong', price));
  document.querySelector('#teas')?.append(card);
}
for (const { question, answer } of demoShop.faq) {
  document.querySelector('#help dl')?.append(element('dt', question), element('dd', answer));
}

// As any site would: load the script, place the element.
const { widgetKey } = (await (await fetch('/demo/config.json')).json()) as { widgetKey: string };
const widgetScript = '/widget.js';
await import(/* @vite-ignore */ widgetScript);
const chat = document.createElement('live-agent-chat');
chat.setAttribute('widget-key', widgetKey);
chat.setAttribute('title', demoShop.name);
document.body.append(chat);
