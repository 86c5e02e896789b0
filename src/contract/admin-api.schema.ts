import { z } from 'zod';
import { settingsSchema } from './settings.schema.ts';
import { plainText } from './text.schema.ts';

export const createWorkspaceRequest = z.strictObject({
  name: plainText(1, 100).refine((s) => s.trim() !== '', 'must not be blank'),
});
export const issueKeyRequest = z.strictObject({ kind: z.enum(['widget', 'host']) });
/** `version` is the one that was edited; 0 before the first save. */
export const saveSettingsRequest = z.strictObject({ version: z.int().min(0), settings: settingsSchema });
