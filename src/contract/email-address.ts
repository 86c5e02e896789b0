import { regexes } from 'zod/v4/core';

/** RFC 6531: where an address may have a letter it may have any of these. */
const beyondAscii = /(?!\p{ASCII})[\p{L}\p{M}\p{N}\p{P}\p{S}]/gu;
const longest = { local: 64, whole: 254 };
const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** The domain as DNS knows it (UTS 46, by the platform's URL parser); empty when it can be none. */
const asciiDomain = (domain: string): string =>
  URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : '';

/**
 * Whether mail can be addressed to it: HTML's own definition, which every browser applies, widened to international
 * addresses. Neither line breaks nor display names pass. Lengths as in RFC 5321, in bytes.
 */
export const isEmailAddress = (text: string): boolean => {
  const at = text.lastIndexOf('@');
  return (
    regexes.html5Email.test(text.replace(beyondAscii, 'x')) &&
    asciiDomain(text.slice(at + 1)).includes('.') &&
    bytes(text.slice(0, at)) <= longest.local &&
    bytes(text) <= longest.whole
  );
};
