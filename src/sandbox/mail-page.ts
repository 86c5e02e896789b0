import type { ReadMail } from './mail-store.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '');

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}' +
  'table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .8rem .3rem 0;vertical-align:top}' +
  'pre{white-space:pre-wrap;border:1px solid #8888;border-radius:8px;padding:1rem}iframe{width:100%;height:22rem;border:1px solid #8888;border-radius:8px;background:#fff}';
/** Of the page: nothing runs and nothing is loaded, whatever a mail holds. */
export const policy = `default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const page = (title: string, body: string, head = ''): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">${head}<title>${escapeHtml(title)}</title><style>${style}</style><body>${body}</body></html>`;

export const listPage = (mails: ReadMail[]): string =>
  page(
    'Mail sandbox',
    `<h1>Mail sandbox</h1><p>What this installation would have mailed. Nothing leaves this machine.</p>${
      mails.length === 0
        ? '<p>No mail yet. Send the contact form of the demo shop, or answer one in the Slack sandbox.</p>'
        : `<table><tr><th>At<th>To<th>Subject</tr>${mails
            .map(
              ({ id, at, to, subject }) =>
                `<tr><td>${escapeHtml(at.slice(0, 19).replace('T', ' '))}<td>${escapeHtml(to.join(', '))}<td><a href="/mails/${id}">${escapeHtml(subject || '(none)')}</a></tr>`,
            )
            .join('')}</table>`
    }`,
    '<meta http-equiv="refresh" content="5">',
  );

export const mailPage = (mail: ReadMail): string =>
  page(
    mail.subject,
    `<p><a href="/">All mails</a></p><h1>${escapeHtml(mail.subject)}</h1><table>${mail.headers
      .map(({ key, value }) => `<tr><th>${escapeHtml(key)}<td>${escapeHtml(value)}</tr>`)
      .join(
        '',
      )}</table><h2>As text</h2><pre>${escapeHtml(mail.text)}</pre><h2>As HTML</h2><iframe sandbox title="The mail as HTML" srcdoc="${escapeHtml(mail.html)}"></iframe>`,
  );
