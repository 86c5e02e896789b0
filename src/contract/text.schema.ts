import { z } from 'zod';
import { isEmailAddress } from './email-address.ts';

/** Text that Postgres can hold: no NUL, no lone surrogate. Length in UTF-16 units. */
export const plainText = (min: number, max: number) =>
  z
    .string()
    .min(min)
    .max(max)
    .refine((s) => s.isWellFormed() && !s.includes('\0'), 'must be well-formed text without NUL characters');

/** An id that a client gives its own request, so that sending again is harmless. */
export const clientId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'must be 8-64 letters, digits, - or _');

export const emailAddress = z.string().max(254).refine(isEmailAddress, 'must be an e-mail address');
