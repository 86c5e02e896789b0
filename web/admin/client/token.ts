const key = 'admin-token';

/** A header can carry it. */
export const isToken = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);

/** The token of this tab: from the address' fragment, which is taken out of the address at once, or kept from before. */
export const takeToken = (): string => {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given !== null) {
    history.replaceState(null, '', location.pathname + location.search);
    sessionStorage.setItem(key, given.trim());
  }
  return sessionStorage.getItem(key) ?? '';
};

/** Kept until the tab is closed; an empty one is forgotten. */
export const keepToken = (token: string) => {
  if (token) sessionStorage.setItem(key, token);
  else sessionStorage.removeItem(key);
};
