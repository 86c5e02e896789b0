type Document = {
  info: { title: string; version: string };
  paths: Record<string, Record<string, { summary?: string }>>;
};

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="data:text/css,body%7Bfont:16px/1.6 system-ui;max-width:46rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark%7Dcode%7Bfont:14px ui-monospace,monospace%7Dtd%7Bpadding:.2rem 1rem .2rem 0;vertical-align:top%7D">
${body}</html>`;

export const renderIndex = ({ demo, metrics }: { demo: boolean; metrics: boolean }): string =>
  page(
    'Live agent handoff',
    `<h1>Live agent handoff</h1><p>This server hands conversations from an AI assistant to people.</p><ul>
${demo ? '<li><a href="/demo">The demo shop</a></li>' : ''}
<li><a href="/admin/">Hours, queue and contact requests</a>, for admins</li>
<li><a href="/docs">The API</a> (<a href="/openapi.json">OpenAPI</a>)</li>
<li><a href="/health/ready">Health</a>${metrics ? ' and <a href="/metrics">metrics</a>' : ''}</li></ul>`,
  );

/** A readable list of the API's operations, for people without an OpenAPI viewer. */
export const renderApiDocs = (document: Document): string => {
  const rows = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) =>
        `<tr><td><code>${method.toUpperCase()}</code></td><td><code>${escapeHtml(path)}</code></td><td>${escapeHtml(operation.summary ?? '')}</td></tr>`,
    ),
  );
  return page(
    document.info.title,
    `<h1>${escapeHtml(document.info.title)}</h1><p>Schemas of every request are in <a href="/openapi.json">openapi.json</a>.</p><table>${rows.join('')}</table>`,
  );
};
