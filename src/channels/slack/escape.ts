/** Slack parses `<...>` in every text that it is given; with these three escaped nothing from outside pings or links. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Escaped text of at most `limit` characters. Slack counts after escaping; the cut never falls inside an entity. */
export const escapeWithin = (text: string, limit: number): string => {
  const whole = escapeText(showable(text));
  if (whole.length <= limit) return whole;
  const cut = whole.slice(0, limit - 1);
  return `${cut.replace(/&[a-z]{0,3}$|[\ud800-\udbff]$/, '')}…`;
};

/** Customers' words as Slack shows them unparsed: without control characters, which nobody can see and Slack counts. */
export const showable = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '');

const longestName = 80;

/** For names inside mrkdwn: one line, no formatting, no turning of the reading direction. */
export const escapeName = (name: string, whenEmpty = 'Customer'): string => {
  const bare = showable(name)
    .replace(/[*_~`\s\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .trim();
  return escapeWithin(bare || whenEmpty, longestName);
};
