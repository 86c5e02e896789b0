/** Slack parses `<...>` in every text that it is given; with these three escaped nothing from outside pings or links. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** For names inside mrkdwn: no formatting either. */
export const escapeName = (name: string): string => escapeText(name.replace(/[*_~`\n\r]/g, ' ').trim()).slice(0, 200);

const longestText = 10_000;

/** What an agent wrote, as plain text for a customer: references resolved, entities decoded, storable by Postgres. */
export const readText = (text: string): string =>
  text
    .replace(/<([^<>]*)>/g, (_, inner: string) => readReference(inner))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll('\0', '')
    .slice(0, longestText)
    .toWellFormed();

const readReference = (inner: string): string => {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? '' : inner.slice(bar + 1);
  if (target.startsWith('@')) return `@${label || 'someone'}`;
  if (target.startsWith('#')) return `#${label || 'channel'}`;
  if (target.startsWith('!')) return label || `@${target.slice(1).split('^')[0]}`;
  const url = target.replace(/^mailto:/, '');
  return label && label !== url ? `${label} (${url})` : url;
};
