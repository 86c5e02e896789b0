import { namedDays } from './dates.ts';
import { everyDay, type Meaning, mondayToFriday, saturdayAndSunday } from './lexeme.ts';

/** A phrase's words behind its first, and what it means. Words of a phrase may also be joined by a hyphen. */
export type Phrase = { rest: string[]; meaning: Meaning };

const days = (mask: number, several = false): Meaning => ({ kind: 'days', mask, ...(several && { several }) });
const label = (service: boolean): Meaning => ({ kind: 'label', service });

/** Meaning, then the phrases that have it, one per comma. */
const vocabulary: [Meaning, string][] = [
  [
    days(everyDay, true),
    'daily, every day, everyday, each day, all days, all week, any day, seven days, all week long',
  ],
  [
    days(mondayToFriday, true),
    'weekdays, weekday, wkdays, wkday, week days, working days, work days, workdays, business days',
  ],
  [days(mondayToFriday, true), 'weeknights, week nights, every weekday, weekday nights'],
  [days(saturdayAndSunday, true), 'weekends, weekend, week ends, week end, every weekend, wknds, wknd, wkends, wkend'],
  [
    { kind: 'days', mask: 0, rest: true },
    'otherwise, all other days, other days, remaining days, every other day of the week',
  ],
  [{ kind: 'allDay' }, 'anytime, any time, all day, all day long, at all times, all hours, 24 hours a day'],
  [{ kind: 'allDay' }, 'always open, open always, always available, available always, always online, always here'],
  [{ kind: 'allDay' }, 'never close, never closed, never closes'],
  [{ kind: 'allDay' }, 'around the clock, round the clock, twenty four hours, all day and night'],
  [{ kind: 'nextDay' }, 'next day, the next day, following day, the following day, next morning'],
  [{ kind: 'to', word: true }, 'to, till, til, until, thru, through, throught, untill, up to, up until, and until'],
  [{ kind: 'and' }, 'and, also, plus, as well as, and also, and again, and then, or'],
  [
    { kind: 'closed' },
    'closed, close, not open, shut, not available, unavailable, no hours, excluded, not included, closure',
  ],
  [
    { kind: 'shutDown' },
    'temporarily closed, closed temporarily, permanently closed, closed permanently, closed until further notice, currently closed, closed for now',
  ],
  [
    { kind: 'lunch' },
    'lunch, for lunch, lunch break, lunch hour, for a lunch break, lunchtime, lunch time, midday break',
  ],
  [
    { kind: 'lunch' },
    'meal break, for meal break, for a meal break, meal breaks, for meals, lunch breaks, for lunch break, tea break, rest break, for a break',
  ],
  [
    { kind: 'except' },
    'except, excluding, excl, not incl, excepting, except for, except on, other than, not including, exc, but not',
  ],
  [{ kind: 'except' }, 'with the exception of, with exception of, apart from, and not'],
  [{ kind: 'including' }, 'including, incl, inc, includes, inclusive of, even on'],
  [
    { kind: 'holiday' },
    'holidays, holiday, public holidays, public holiday, bank holidays, bank holiday, federal holidays',
  ],
  [
    { kind: 'holiday' },
    'national holidays, legal holidays, state holidays, major holidays, all holidays, county holidays',
  ],
  [{ kind: 'holiday' }, 'federal holiday, observed holidays, government holidays, city holidays, us holidays'],
  [
    { kind: 'holiday' },
    'all major holidays, federal and state holidays, state and federal holidays, major us holidays',
  ],
  [
    { kind: 'holiday' },
    'statutory holidays, stat holidays, all federal holidays, all public holidays, bank and public holidays',
  ],
  [
    { kind: 'holiday' },
    'statutory uk bank holidays, uk public holidays, english bank holidays, statutory bank holidays, hols, bank hols, public hols, official holidays, us federal holidays, uk bank holidays, legal holiday, state holiday',
  ],
  [
    { kind: 'season' },
    'mid, summer, winter, spring, fall, autumn, school year, the school year, academic year, semester, summers',
  ],
  [
    { kind: 'season' },
    'seasonal, seasonally, in season, off season, summer months, winter months, winters, term time, school days',
  ],
  [
    { kind: 'season' },
    'low season, high season, peak season, off peak season, rainy season, dry season, shoulder season, ski season, winter season, summer season',
  ],
  [{ kind: 'season' }, 'summer hours, winter hours, seasonal hours, holiday hours, holiday season, holiday schedule'],
  [
    { kind: 'since' },
    'starting, beginning, begins, starts, effective, as of, since, commencing, ending, ends, expires',
  ],
  [
    { kind: 'notEach' },
    'alternate, alternating, every other, every second, biweekly, bi weekly, fortnightly, some, most',
  ],
  [
    { kind: 'notEach' },
    'this, next, coming, upcoming, select, selected, certain, occasional, many, monthly, once a month, other, rotating',
  ],
  [
    { kind: 'ofMonth' },
    'of the month, of each month, of every month, each month, per month, in the month, every month, of month',
  ],
  [{ kind: 'ofMonth' }, 'of that month, a month'],
  [{ kind: 'sun' }, 'dusk, dawn, sunset, sunrise, sundown, sunup, dark, close of business'],
  [
    { kind: 'machine' },
    'answering machine, answering service, voicemail, voice mail, recording, recorded, recorded information',
  ],
  [
    { kind: 'machine' },
    'on call, on-call, message, messages, pager, recorded message, website, via website, online access',
  ],
  [
    { kind: 'condition' },
    'by appointment, appointment, appointments, appt, appts, by appointment only, appointment only, by appt',
  ],
  [{ kind: 'condition' }, 'by appt only, appointment required, appointments required, no appointment necessary'],
  [
    { kind: 'condition' },
    'no appointment needed, no appointment required, appointment needed, with appointment, reservation required',
  ],
  [
    { kind: 'condition' },
    'vary, varies, varied, varying, hours vary, subject to change, usually, generally, typically, normally',
  ],
  [
    { kind: 'condition' },
    'approximately, approx, about, around, sometime, as needed, as scheduled, by arrangement, by request, upon request, on request',
  ],
  [
    { kind: 'condition' },
    'call, call ahead, call first, call for hours, please call, call for appointment, call to confirm, tbd, tba',
  ],
  [{ kind: 'dayPart' }, 'evenings, evening, mornings, morning, afternoons, afternoon, nights, night'],
  [
    { kind: 'condition' },
    'walk ins, walk in, walk ins welcome, walk in only, first come first served, while supplies last',
  ],
  [
    { kind: 'condition' },
    'extended hours, late hours, late opening, limited, limited hours, temporarily, temporary, tentative, check website, see website, see web site, may vary, times vary',
  ],
  [
    { kind: 'condition' },
    'reservations required, by reservation, registration required, pre registration required, drop in',
  ],
  [
    { kind: 'condition' },
    'as available, based on availability, depending on, according to, during, before, after, when, if, unless',
  ],
  [
    { kind: 'condition' },
    'last appointment, last entry, last admission, hours may vary, estimated, early, late, early morning',
  ],
  [
    { kind: 'strangeDay' },
    `montag, dienstag, mittwoch, donnerstag, freitag, samstag, sonntag, lundi, mardi, mercredi, jeudi, vendredi, samedi,
     dimanche, lunes, martes, miercoles, miércoles, jueves, viernes, sabado, sábado, domingo, lun, mie, mié, jue, vie, ven,
     dom, sáb, dim, maandag, dinsdag, woensdag, donderdag, vrijdag, zaterdag, zondag`,
  ],
  [{ kind: 'every' }, 'every, each'],
  [
    label(false),
    'hours, hour, hrs, opening hours, business hours, office hours, hours of operation, operating hours, open',
  ],
  [
    label(false),
    'new hours, opening times, opening time, open hours, regular hours, normal hours, standard hours, working hours, office',
  ],
  [
    label(false),
    'service hours, hours of service, work hours, our hours, schedule, times, hours open, operation hours, opened',
  ],
  [
    label(false),
    'business, opening, availability, available, we are open, days and hours, days, days of operation, days open',
  ],
  [
    label(false),
    'regular, usual, normal, standard, current, currently, time, times open, operating, operation, hours of business, current hours, main office, offices, weekly hours',
  ],
  [
    label(true),
    'chat, live chat, livechat, live support, phone, telephone, phones, support, customer service, customer support, online',
  ],
  [
    label(true),
    'customer care, help desk, helpdesk, email, emails, store, shop, showroom, front desk, reception, lobby, counter',
  ],
  [
    label(true),
    'library, clinic, facility, building, staff, sales, contact center, contact centre, call center, call centre',
  ],
  [
    label(true),
    'service, services, hotline, helpline, line, lines, desk, live agents, live agent, agents, agent, technical support',
  ],
  [
    label(true),
    'tech support, phone support, email support, chat support, live chat support, customer service team, team',
  ],
  [
    label(true),
    'support team, customers, customer, representatives, reps, operators, live operators, drive thru, drive through',
  ],
  [
    label(true),
    'phone hours, staffed hours, staff hours, chat hours, live chat hours, support hours, customer service hours, store hours, clinic hours',
  ],
  [
    label(true),
    'library hours, facility hours, sales hours, our team, telephone support, telephone hours, live help, live',
  ],
  [
    label(true),
    'shelter, shelter hours, delivery times, vaccination hours, testing hours, vaccine hours, testing, help, specialists',
  ],
  [
    { kind: 'filler' },
    `from, on, at, are, is, we, we're, our, us, the, in, of, for, a, per, with, by, be, you, your, can, between, only, hosted,
     here, will, reach, contact, it, that, all, any, local, week, days a week, day, am here, they, out, have, has, do,
     you can reach us, there, now, both, currently, operate, operates, operating from, hours are, year round, all year round,
     all year, all year long, throughout the year, etc, o'clock, oclock, sharp, straight, ie, i.e, weekly,
     but, an, please, please note, no lunch, no lunch break, no break, provided, offered, happy, ready, through live chat, to help, to assist, time zone, timezone, tz, inclusive, time, yes,
     directly, message us, send us a message, leave us a message, via, answer, answered, answers, staffed, manned, respond, get, touch, get in touch, every week`,
  ],
];

const compile = (): Map<string, Phrase[]> => {
  const phrases = new Map<string, Phrase[]>();
  const add = (text: string, meaning: Meaning) => {
    const [first = '', ...rest] = text.trim().split(/[ -]+/);
    phrases.set(first, [...(phrases.get(first) ?? []), { rest, meaning }]);
  };
  for (const [meaning, list] of vocabulary) for (const text of list.split(',')) add(text, meaning);
  for (const [name, day] of namedDays) add(name, { kind: 'namedDay', day, name });
  for (const list of phrases.values()) list.sort((a, b) => b.rest.length - a.rest.length);
  return phrases;
};

/** The phrases by their first word, the longest first. */
export const phrases: ReadonlyMap<string, Phrase[]> = compile();

export const numberWords: ReadonlyMap<string, number> = new Map(
  ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'].map(
    (word, at) => [word, at + 1],
  ),
);

export const ordinalWords: ReadonlyMap<string, number> = new Map([
  ['first', 1],
  ['second', 2],
  ['third', 3],
  ['fourth', 4],
  ['fifth', 5],
  ['last', 6],
]);

const months = [
  ['january', 'jan'],
  ['february', 'feb', 'febr'],
  ['march', 'mar'],
  ['april', 'apr'],
  ['may'],
  ['june', 'jun'],
  ['july', 'jul'],
  ['august', 'aug'],
  ['september', 'sep', 'sept'],
  ['october', 'oct'],
  ['november', 'nov'],
  ['december', 'dec'],
];

export const monthNames: ReadonlyMap<string, number> = new Map(
  months.flatMap((names, at) => names.map((name): [string, number] => [name, at + 1])),
);
