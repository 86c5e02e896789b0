/** This machine itself, under names that need no look-up. */
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

export const isLoopbackUrl = (url: string): boolean => URL.canParse(url) && loopback.has(new URL(url).hostname);

/**
 * Why a webhook can't be called at this address; undefined when it can. Plain http is for this machine alone, for trying
 * things out. Where a name leads is looked at with each call, not here.
 */
export const webhookUrlFault = (url: string): string | undefined => {
  if (!URL.canParse(url)) return 'must be a web address such as https://crm.example.com/hook';
  const { protocol, username, password } = new URL(url);
  if (username || password) return 'must hold no user name or password';
  if (protocol === 'https:' || (protocol === 'http:' && isLoopbackUrl(url))) return undefined;
  return 'must begin with https://';
};
