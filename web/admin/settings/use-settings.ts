import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Schedule } from '../../../src/contract/schedule.ts';
import { type FieldFault, faultWords, Refused, type SavedSettings, type WorkspaceApi } from '../client/api.ts';
import { faultsByKey } from '../contact/contact-faults.ts';
import { withIds } from '../contact/field-ids.ts';
import { changesOf, type Draft, draftOf, settingsOf } from './draft.ts';

const doneShownMs = 5000;

/** `changed`: somebody else saved meanwhile. `fields`: what the server did not take. */
export type SaveFault = { message: string; changed: boolean; fields: FieldFault[] };

/** A workspace's settings as they were read, the draft that is made of them, and how saving went. */
export const useSettings = (api: WorkspaceApi) => {
  const [saved, setSaved] = useState<SavedSettings>();
  const [draft, setDraft] = useState<Draft>();
  const [fault, setFault] = useState<SaveFault>();
  const [unread, setUnread] = useState('');
  const [saving, setSaving] = useState(false);
  const [done, setDone] = useState('');
  useEffect(() => {
    const timer = setTimeout(setDone, doneShownMs, '');
    return () => clearTimeout(timer);
  }, [done]);

  /** Reads the settings anew. What was changed here stays changed. */
  const read = useCallback(async () => {
    setUnread('');
    try {
      const fresh = await api.readSettings();
      setDraft((mine) => ({ ...draftOf(fresh.settings), ...(mine && saved && changesOf(mine, saved.settings)) }));
      setSaved(fresh);
      setFault(undefined);
    } catch (error) {
      setUnread(faultWords(error));
    }
  }, [api, saved]);
  // Once; later when it is asked for.
  useEffect(() => {
    void read();
  }, [api]);

  const change = useCallback((more: Partial<Draft>) => {
    setDone('');
    setDraft((before) => before && { ...before, ...more });
  }, []);
  const discard = () => {
    if (saved) setDraft(draftOf(saved.settings));
    setFault(undefined);
  };
  const save = async (schedule: Schedule | null) => {
    if (!saved || !draft || saving) return;
    setSaving(true);
    setFault(undefined);
    // From here on they have their ids, whatever becomes of their labels while it is saved.
    setDraft((mine) => mine && { ...mine, contactFields: withIds(mine.contactFields) });
    try {
      const sent = settingsOf(draft, saved.settings, schedule);
      const fresh = await api.saveSettings(saved.version, sent);
      setSaved(fresh);
      // What was typed while it was saved is not lost.
      setDraft((mine) => {
        const { pickedZone, fromText, ownDays, ...later } = mine ? changesOf(mine, sent) : {};
        const since = mine && mine.ownDays !== draft.ownDays && { ownDays: mine.ownDays };
        return { ...draftOf(fresh.settings), ...later, ...since };
      });
      setDone('Saved.');
    } catch (error) {
      const fields = error instanceof Refused ? faultsByKey(error.fields, draft) : [];
      const changed = error instanceof Refused && error.code === 'settings_changed';
      setFault({ message: faultWords(error), changed, fields });
    } finally {
      setSaving(false);
    }
  };
  const dirty = saved && draft ? Object.keys(changesOf(draft, saved.settings)).length > 0 : false;
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: Event) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [dirty]);
  return { saved, draft, change, discard, save, saving, read, unread, fault, done, dirty };
};
