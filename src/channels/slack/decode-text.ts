import { emoji } from './emoji.ts';

/** The longest text that is taken from an agent; Slack's own composer stops near there. */
export const longestText = 10_000;

/**
 * Slack's text as a person reads it: references resolved, entities decoded, common emoji drawn. Plain text, not HTML.
 * One pass, so that what an entity decodes to is never read again (docs.slack.dev, formatting message text).
 */
export const decodeText = (text: string): string =>
  withoutEmphasis(text).replace(
    /<([^<>]*)>|&(amp|lt|gt);|:([a-z0-9_+-]{1,40}):/g,
    (whole, reference?: string, entity?: string, name?: string) => {
      if (reference !== undefined) return readReference(reference);
      if (entity !== undefined) return readEntity(entity);
      return emoji[name ?? ''] ?? whole;
    },
  );

/** What stands between two of them at the edges of words is bold, italic or struck in Slack. */
const emphasis = ['\\*', '_', '~'].map(
  (mark) =>
    new RegExp(
      `(^|[\\s("'[])${mark}([^\\s${mark}](?:[^\\n${mark}]{0,3000}[^\\s${mark}])?)${mark}(?=$|[\\s)"'\\].,;:!?])`,
      'gm',
    ),
);
const withoutEmphasis = (text: string): string => emphasis.reduce((plain, marks) => plain.replace(marks, '$1$2'), text);

/** Text that Postgres and JSON take: no NUL, no half characters, at most `limit` characters. */
export const storable = (text: string, limit = longestText): string => {
  const clean = text.replaceAll('\0', '').toWellFormed();
  if (clean.length <= limit) return clean;
  return `${clean.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
};

const readEntity = (name: string): string => ({ amp: '&', lt: '<', gt: '>' })[name] ?? '';

const readReference = (inner: string): string => {
  const bar = inner.indexOf('|');
  const target = decodeEntities(bar < 0 ? inner : inner.slice(0, bar));
  const label = decodeEntities(bar < 0 ? '' : inner.slice(bar + 1));
  if (target.startsWith('@')) return `@${label.replace(/^@/, '') || 'someone'}`;
  if (target.startsWith('#')) return `#${label || 'channel'}`;
  if (target.startsWith('!subteam')) return label || '@group';
  if (target.startsWith('!')) return label || `@${target.slice(1).split('^')[0]}`;
  const url = target.replace(/^(mailto|tel):/, '');
  return label && label !== url && label !== target ? `${label} (${url})` : url;
};

const decodeEntities = (text: string): string => text.replace(/&(amp|lt|gt);/g, (_, name: string) => readEntity(name));
