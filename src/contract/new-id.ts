/** A fresh opaque id: the prefix of its kind and 128 random bits. */
export const newId = (prefix: 'ws' | 'key' | 'cv' | 'ho' | 'cr' | 'cd' | 'node'): string =>
  `${prefix}_${crypto.randomUUID().replaceAll('-', '')}`;
