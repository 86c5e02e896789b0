import { useEffect, useState } from 'preact/hooks';
import type { HolidayRule } from '../../../src/contract/schedule.ts';
import { type Api, faultWords, type Place } from '../client/api.ts';

/** Whose public holidays the team is closed on. */
export const HolidayPlace = (props: {
  api: Api;
  rule: HolidayRule | null;
  onChange: (rule: HolidayRule | null) => void;
}) => {
  const { api, rule, onChange } = props;
  const countries = usePlaces(api, '');
  const regions = usePlaces(api, rule?.country ?? null);
  const ranges = rule?.ranges ?? [];
  return (
    <div class="pair">
      <div class="field">
        <label for="holidays">Closed on the public holidays of</label>
        <select
          id="holidays"
          value={rule?.country ?? ''}
          onChange={({ currentTarget: { value } }) => onChange(value ? { country: value, ranges } : null)}
        >
          <option value="">no country</option>
          {withOwn(countries.places, rule?.country).map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {rule && (regions.places.length > 0 || rule.region) && (
        <div class="field">
          <label for="holiday-region">Part of the country</label>
          <select
            id="holiday-region"
            value={rule.region ?? ''}
            onChange={({ currentTarget: { value } }) =>
              onChange({ country: rule.country, ranges, ...(value && { region: value }) })
            }
          >
            <option value="">holidays of the whole country</option>
            {withOwn(regions.places, rule.region).map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      {(countries.fault || regions.fault) && (
        <p class="fault" role="alert">
          The lists of holidays were not read: {countries.fault || regions.fault}
        </p>
      )}
    </div>
  );
};

/** What is set is shown whether or not the list could be read. */
const withOwn = (places: Place[], own: string | undefined): Place[] =>
  own === undefined || places.some(({ code }) => code === own) ? places : [{ code: own, name: own }, ...places];

/** The countries with known holidays (''), the parts of one, or nothing (null). */
const usePlaces = (api: Api, country: string | null) => {
  const [found, setFound] = useState<{ of: string; places: Place[] }>();
  const [fault, setFault] = useState('');
  useEffect(() => {
    setFault('');
    if (country === null) return;
    const stop = new AbortController();
    api.listHolidayPlaces(country, stop.signal).then(
      ({ places }) => setFound({ of: country, places }),
      (error) => {
        if (!stop.signal.aborted) setFault(faultWords(error));
      },
    );
    return () => stop.abort();
  }, [api, country]);
  return { places: found && found.of === country ? found.places : [], fault };
};
