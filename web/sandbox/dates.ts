const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

const ordinal = (day: number): string => {
  const suffix =
    day % 10 === 1 && day !== 11
      ? 'st'
      : day % 10 === 2 && day !== 12
        ? 'nd'
        : day % 10 === 3 && day !== 13
          ? 'rd'
          : 'th';
  return `${day}${suffix}`;
};

/** "today", "yesterday" or "tomorrow", when it is one of them. */
const near = (at: Date, now: Date): string | undefined => {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  return { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' }[days];
};

const ago = (at: Date, now: Date): string => {
  const seconds = Math.round((now.getTime() - at.getTime()) / 1000);
  const size = Math.abs(seconds);
  const text =
    size < 60
      ? plural(size, 'second')
      : size < 3600
        ? plural(Math.floor(size / 60), 'minute')
        : size < 86_400
          ? plural(Math.floor(size / 3600), 'hour')
          : plural(Math.floor(size / 86_400), 'day');
  return seconds < 0 ? `in ${text}` : `${text} ago`;
};

/**
 * Slack's `<!date^seconds^format|fallback>` as it is shown to somebody here and now. Unknown tokens stay as they are.
 * Source: docs.slack.dev, formatting message text, date formatting.
 */
export const formatDate = (at: Date, format: string, now = new Date()): string => {
  const month = (style: 'long' | 'short') => at.toLocaleDateString('en-US', { month: style });
  const weekday = at.toLocaleDateString('en-US', { weekday: 'long' });
  const date = `${month('long')} ${ordinal(at.getDate())}, ${at.getFullYear()}`;
  const short = `${month('short')} ${at.getDate()}, ${at.getFullYear()}`;
  const time = (seconds?: 'numeric') =>
    at.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit', ...(seconds && { second: '2-digit' }) });
  const tokens: Record<string, () => string> = {
    date_num: () =>
      [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-'),
    date_slash: () =>
      [at.getMonth() + 1, at.getDate(), at.getFullYear()].map((part) => String(part).padStart(2, '0')).join('/'),
    date: () => date,
    date_short: () => short,
    date_long: () => `${weekday}, ${date}`,
    date_pretty: () => near(at, now) ?? date,
    date_short_pretty: () => near(at, now) ?? short,
    date_long_pretty: () => near(at, now) ?? `${weekday}, ${date}`,
    time: () => time(),
    time_secs: () => time('numeric'),
    ago: () => ago(at, now),
  };
  const shown = format.replaceAll(/\{(\w+)\}/g, (whole, name: string) => tokens[name]?.() ?? whole);
  return shown.charAt(0).toUpperCase() + shown.slice(1);
};
