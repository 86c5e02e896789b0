const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? '');

const address = /https?:\/\/[^\s<>"]+/g;

/**
 * Plain text as HTML: nothing in it means anything. Links to the site itself can be followed, all others are words.
 * `site`: an origin.
 */
export const textAsHtml = (text: string, site?: string): string => {
  let html = '';
  let done = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    if (!URL.canParse(found) || new URL(found).origin !== site) continue;
    html += `${escapeHtml(text.slice(done, index))}<a href="${escapeHtml(found)}">${escapeHtml(found)}</a>`;
    done = index + found.length;
  }
  return (html + escapeHtml(text.slice(done))).replaceAll('\n', '<br>\n');
};

export const page = (body: string): string =>
  `<!doctype html><html><body style="font:15px/1.5 sans-serif">${body}</body></html>`;
