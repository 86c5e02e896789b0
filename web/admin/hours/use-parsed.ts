import { useEffect, useState } from 'preact/hooks';
import { faultWords, type Parsed, Refused, type WorkspaceApi } from '../client/api.ts';

const pauseMs = 250;

/** What the server reads in a text; `of` says which text and zone. Of several answers the last one typed for holds. */
export type ParsedText = { of: { text: string; zone: string }; parsed: Parsed };

/** Reads the text as it is typed, after a short pause. `fault`: why the text as it stands could not be read. */
export const useParsed = (api: WorkspaceApi, text: string, zone: string) => {
  const [found, setFound] = useState<ParsedText>();
  const [fault, setFault] = useState('');
  // What was found says only whether it is the first time.
  useEffect(() => {
    const stop = new AbortController();
    const read = async () => {
      try {
        const parsed = await api.parseHours(text, zone, stop.signal);
        if (stop.signal.aborted) return;
        setFound({ of: { text, zone }, parsed });
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
  }, [api, text, zone]);
  const current = found && found.of.text === text && found.of.zone === zone;
  return { shown: found, current: current ? found.parsed : undefined, fault };
};
