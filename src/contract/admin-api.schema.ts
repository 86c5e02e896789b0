import { z } from 'zod';
import { instant } from './entry.schema.ts';
import { settingsSchema, settingsToSave } from './settings.schema.ts';
import { plainText } from './text.schema.ts';

export const createWorkspaceRequest = z.strictObject({
  name: plainText(1, 100).refine((s) => s.trim() !== '', 'must not be blank'),
});
export const listWorkspacesQuery = z.strictObject({ after: z.string().min(1).max(100).optional() });
export const issueKeyRequest = z.strictObject({ kind: z.enum(['widget', 'host']) });
/** `version` is the one that was edited; 0 before the first save. */
export const saveSettingsRequest = z.strictObject({ version: z.int32().min(0), settings: settingsToSave });

const workspace = z.strictObject({ id: z.string(), name: z.string() });
/** Both keys are shown this once; of the host key only a hash is kept. */
export const createWorkspaceAnswer = z.strictObject({ workspace, widgetKey: z.string(), hostKey: z.string() });
/** `more`: ask again after the id of the last one. */
export const workspacesAnswer = z.strictObject({
  workspaces: z.array(workspace.extend({ createdAt: instant })),
  more: z.boolean(),
});
export const workspaceAnswer = z.strictObject({ workspace });
export const keysAnswer = z.strictObject({
  keys: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(['widget', 'host']),
      createdAt: instant,
      revokedAt: instant.exactOptional(),
      publicKey: z.string().exactOptional(),
    }),
  ),
});
export const issueKeyAnswer = z.strictObject({ id: z.string(), key: z.string() });
export const settingsAnswer = z.strictObject({ version: z.int().min(0), settings: settingsSchema });
