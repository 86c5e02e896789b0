import { useMemo } from 'preact/hooks';
import { ClockCard } from './cards/clock-card.tsx';
import { QueueCard } from './cards/queue-card.tsx';
import { RequestsCard } from './cards/requests-card.tsx';
import type { Api, SavedSettings, WorkspaceApi } from './client/api.ts';
import { useNow, useTrialClock } from './client/clock.ts';
import { ContactCard } from './contact/contact-card.tsx';
import { HoursCard } from './hours/hours-card.tsx';
import { readingOf } from './hours/reading.ts';
import { useParsed } from './hours/use-parsed.ts';
import { type Draft, draftOf } from './settings/draft.ts';
import { SaveBar } from './settings/save-bar.tsx';
import { useSettings } from './settings/use-settings.ts';
import { WhenClosed } from './settings/when-closed.tsx';

/** Everything about one workspace's availability. */
export const Availability = ({ api, id }: { api: Api; id: string }) => {
  const own = useMemo(() => api.of(id), [api, id]);
  const settings = useSettings(own);
  const { saved, draft } = settings;
  if (saved && draft) return <Cards api={api} own={own} saved={saved} draft={draft} settings={settings} />;
  return settings.unread ? (
    <p class="empty" role="alert">
      The settings were not read: {settings.unread}{' '}
      <button type="button" onClick={settings.read}>
        Try again
      </button>
    </p>
  ) : (
    <p class="empty">Reading the settings...</p>
  );
};

const Cards = (props: {
  api: Api;
  own: WorkspaceApi;
  saved: SavedSettings;
  draft: Draft;
  settings: ReturnType<typeof useSettings>;
}) => {
  const { api, own, saved, draft, settings } = props;
  const { shown, current, fault } = useParsed(own, draft.text, draft.zone, draft.pickedZone);
  const clock = useTrialClock(api);
  const now = useNow();
  const teamNow = new Date(now + (clock.aheadMs ?? 0));
  // What the saved text names of the saved special days is of the text, whatever is typed by now.
  const kept = draftOf(saved.settings);
  const { current: before } = useParsed(own, kept.text, kept.zone, kept.pickedZone);
  const read = (parsed: typeof current) => parsed && before && readingOf(draft, saved.settings, parsed, before);
  const reading = read(shown?.parsed);
  const zone = reading?.table?.zone ?? saved.settings.availability.schedule?.zone ?? saved.settings.availability.zone;
  const fields = settings.fault?.fields ?? [];
  return (
    <>
      <form class="cards" onSubmit={(event) => event.preventDefault()}>
        <HoursCard
          server={api}
          api={own}
          draft={draft}
          onChange={settings.change}
          fields={fields}
          shown={shown}
          reading={reading}
          parseFault={fault}
          now={teamNow}
          clock={String(clock.aheadMs)}
        />
        <WhenClosed draft={draft} fields={fields} onChange={settings.change} />
        <ContactCard
          api={own}
          channel={saved.settings.channel}
          zone={zone}
          draft={draft}
          fields={fields}
          onChange={settings.change}
        />
        <SaveBar
          reading={read(current)}
          dirty={settings.dirty}
          saving={settings.saving}
          done={settings.done}
          fault={settings.fault}
          onSave={settings.save}
          onDiscard={settings.discard}
          onReadAgain={settings.read}
        />
      </form>
      {clock.aheadMs !== undefined && <ClockCard api={api} clock={clock} zone={zone} now={teamNow} />}
      <QueueCard api={own} zone={zone} now={now} />
      <RequestsCard api={own} zone={zone} now={now} />
    </>
  );
};
