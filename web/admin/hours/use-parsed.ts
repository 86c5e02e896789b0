import { useEffect, useState } from 'preact/hooks';
import { faultWords, type Parsed, Refused, type WorkspaceApi } from '../client/api.ts';

const pauseMs = 250;

/** What the server reads in a text; `of` says what was read. Of several answers the last one typed for holds. */
export type ParsedText = { of: { text: string; zone: string; picked: string | null }; parsed: Parsed };

/** Reads the text as it is typed, after a short pause. `picked`: the zone to prefer where the text may mean it. `fault`: why the text as it stands could not be read. */
export const useParsed = (api: WorkspaceApi, text: string, zone: string, picked: string | null) => {
  const [found, setFound] = useState<ParsedText>();
  const [fault, setFault] = useState('');
  // What was found says only whether it is the first time.
  useEffect(() => {
    const stop = new AbortController();
    const read = async () => {
      try {
        let parsed = await api.parseHours(text, zone, stop.signal);
        // With the picked zone at hand the same abbreviation is no question.
        if (picked !== null && parsed.zone.alternatives.some((other) => other.zone === picked))
          parsed = await api.parseHours(text, picked, stop.signal);
        if (stop.signal.aborted) return;
        setFound({ of: { text, zone, picked }, parsed });
        setFault('');
      } catch (error) {
        if (stop.signal.aborted) return;
        const said = error instanceof Refused ? error.fields.map(({ message }) => message).join('; ') : '';
        setFault(said || faultWords(error));
      }
    };
    const timer = setTimeout(read, found ? pauseMs : 0);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [api, text, zone, picked]);
  const current = found && found.of.text === text && found.of.zone === zone && found.of.picked === picked;
  return { shown: found, current: current ? found.parsed : undefined, fault };
};
