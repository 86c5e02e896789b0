import type { Assistant } from './assistant.ts';
import { demoShop } from './demo-shop.ts';

const asksForPerson =
  /\b(human|person|agent|representative|someone real|real (people|someone)|talk to (some(one|body)|you)|speak (to|with)|live (chat|support)|support team|customer service)\b/i;

const words = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];

/** Works offline: answers from the demo shop's FAQ, says that it is a demo, hands over at an explicit ask. */
export const demoAssistant: Assistant = {
  async answer(history, settings) {
    const question = history.at(-1)?.text ?? '';
    if (asksForPerson.test(question)) {
      return settings.autoHandoff
        ? { text: 'Of course. I am asking the team to join.', handOver: 'The customer asked for a person.' }
        : { text: 'I can only answer as a demo assistant; use the button below to reach a person.' };
    }
    if (/^\s*(hi|hello|hey|good (morning|evening|afternoon))\b/i.test(question) && words(question).length <= 4) {
      return {
        text: `Hello, and welcome to ${demoShop.name}! I am a demo assistant. Ask me about delivery, returns or brewing.`,
      };
    }
    const asked = new Set(words(question));
    const scored = demoShop.faq
      .map((item) => ({ item, score: item.keywords.filter((keyword) => asked.has(keyword)).length }))
      .sort((a, b) => b.score - a.score);
    const best = scored[0];
    if (best && best.score > 0) return { text: best.item.answer };
    return {
      text: 'I am only a demo assistant and do not know that one. I know about delivery, returns, payment, gifts and brewing - or ask for a human.',
    };
  },
};
