/** The invented shop of the demo page, and all that its assistant knows. */
export const demoShop = {
  name: 'Fernhollow Tea',
  faq: [
    {
      id: 'delivery',
      keywords: ['delivery', 'deliver', 'shipping', 'ship', 'arrive', 'long'],
      question: 'How long does delivery take?',
      answer: 'Orders placed before 2 pm leave the same day. Delivery takes 2 to 4 working days and is free from $45.',
    },
    {
      id: 'returns',
      keywords: ['return', 'returns', 'refund', 'exchange', 'money'],
      question: 'Can I return something?',
      answer:
        'Unopened tins and all teaware can come back within 30 days. We refund within 5 days of the parcel reaching us.',
    },
    {
      id: 'hours',
      keywords: ['hours', 'open', 'opening', 'closed', 'visit', 'store'],
      question: 'When are you open?',
      answer: 'The tasting room on Alder Street is open Monday to Friday 9am to 5pm and Saturday 10am to 2pm.',
    },
    {
      id: 'payment',
      keywords: ['pay', 'payment', 'card', 'paypal', 'invoice'],
      question: 'How can I pay?',
      answer: 'By card, PayPal or, for orders above $200, by invoice.',
    },
    {
      id: 'gift',
      keywords: ['gift', 'wrap', 'wrapping', 'present', 'card'],
      question: 'Do you wrap gifts?',
      answer: 'Yes: linen wrapping with a hand-written card is $4. Choose it in the basket.',
    },
    {
      id: 'caffeine',
      keywords: ['caffeine', 'decaf', 'sleep', 'evening', 'herbal'],
      question: 'Which teas have no caffeine?',
      answer: 'Moss & Mint, Quiet Orchard and Ember Rooibos have none. Our green teas have about a third of a coffee.',
    },
    {
      id: 'brewing',
      keywords: ['brew', 'brewing', 'steep', 'temperature', 'water', 'minutes'],
      question: 'How do I brew it?',
      answer:
        'Green tea: 75 degrees, 2 minutes. Black and herbal: just off the boil, 4 minutes. One heaped teaspoon a cup.',
    },
    {
      id: 'wholesale',
      keywords: ['wholesale', 'bulk', 'cafe', 'restaurant', 'business'],
      question: 'Do you sell wholesale?',
      answer:
        'We do, from 5 kg. Our people will make you a price list - ask me for a human and they will write to you here.',
    },
    {
      id: 'contact',
      keywords: ['contact', 'email', 'phone', 'address', 'where'],
      question: 'How can I reach you?',
      answer: 'Right here, at 12 Alder Street, or by mail to hello@fernhollow.example.',
    },
  ],
} as const;
