const zones = Intl.supportedValuesOf('timeZone');

/** All zones of this browser, with the current one whatever it is. */
export const ZoneSelect = (props: { id: string; value: string; onChange: (zone: string) => void }) => (
  <select id={props.id} value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
    {[...new Set(['UTC', props.value, ...zones])].map((zone) => (
      <option key={zone} value={zone}>
        {zone.replaceAll('_', ' ')}
      </option>
    ))}
  </select>
);
