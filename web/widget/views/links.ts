/** A piece of a text; with `href` it is a link. */
export type Part = { text: string; href?: string };

// Each run of letters is tried once, from its start and up to a fixed length: the time grows with the text, not faster.
const address = /https?:\/\/[^\s<>"]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gi;
const endsSentence = new Set('.,;:!?\'")]}*_~…»”’');
const openers: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** Without what belongs to the sentence around it; a closing bracket stays when its opening one is inside. */
const withoutEnd = (found: string): string => {
  const open: Record<string, number> = {};
  for (const char of found) open[char] = (open[char] ?? 0) + 1;
  let end = found.length;
  for (; end > 0; end--) {
    const last = found[end - 1] ?? '';
    const opener = openers[last];
    if (!endsSentence.has(last) || (opener && (open[opener] ?? 0) >= (open[last] ?? 0))) break;
    open[last] = (open[last] ?? 0) - 1;
  }
  return found.slice(0, end);
};

/** Cuts a text into plain parts and links (http, https, and e-mail addresses). Joined, they are the text. */
export const partsOf = (text: string): Part[] => {
  const parts: Part[] = [];
  let done = 0;
  for (const match of text.matchAll(address)) {
    const found = withoutEnd(match[0]);
    const href = /^https?:/i.test(found) ? found : `mailto:${found}`;
    if (!URL.canParse(href)) continue;
    if (match.index > done) parts.push({ text: text.slice(done, match.index) });
    parts.push({ text: found, href });
    done = match.index + found.length;
  }
  if (done < text.length) parts.push({ text: text.slice(done) });
  return parts;
};
