import { calendarOf, type DateMention, type DayRange, dayNumber, monthRange, yearRange } from './date-mention.ts';

/** What a pattern makes of its match: a mention without its place, or null when the words mean something else. */
export type DateReading = Pick<DateMention, 'kind' | 'ranges' | 'key'> | null;
type Groups = Readonly<Record<string, string | undefined>>;

/** A way to write a date. `read` gets the named groups and the day of publication, if known. */
export interface DatePattern {
  readonly expression: RegExp;
  readonly read: (groups: Groups, published: number | null) => DateReading;
}

const months = 'january february march april may june july august september october november december'.split(' ');
const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const monthName = `(?<month>${months.map((name) => `${name[0]!.toUpperCase()}${name.slice(1)}`).join('|')})`;
const monthShort = '(?<month>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?';
const anyMonth = monthShort.replace('Jan', `${monthName.slice('(?<month>'.length, -1)}|Jan`);
const weekdayName = `(?<weekday>${weekdays.join('|')})`;
const dayOfMonth = '(?<day>[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?';
const year = '(?<year>1[5-9]\\d\\d|20\\d\\d)';

const monthIndex = (name: string): number =>
  months.findIndex((month) => month.startsWith(name.toLowerCase().slice(0, 3)));

/** The last such stretch that began by the day of publication, and the next. */
function nearest(published: number | null, inYear: (year: number) => DayRange): DayRange[] {
  if (published === null) return [];
  const { year: current } = calendarOf(published);
  const around = [current - 1, current, current + 1].map(inYear);
  const past = around.filter((range) => range.from <= published).at(-1);
  const coming = around.find((range) => range.to >= published);
  return [past, coming].filter((range) => range !== undefined);
}

function calendarDay(groups: Groups, published: number | null): DateReading {
  const month = monthIndex(groups.month!);
  const day = Number(groups.day);
  const inYear = (value: number): DayRange => ({
    from: dayNumber(value, month, day),
    to: dayNumber(value, month, day),
  });
  const ranges = groups.year ? [inYear(Number(groups.year))] : nearest(published, inYear);
  return { kind: 'day', ranges, key: `${day} ${months[month]}` };
}

function calendarMonth(groups: Groups, published: number | null): DateReading {
  const month = monthIndex(groups.month!);
  const inYear = (value: number): DayRange => monthRange(value, month);
  if (groups.year)
    return { kind: 'month', ranges: [inYear(Number(groups.year))], key: `${months[month]} ${groups.year}` };
  return { kind: 'month', ranges: nearest(published, inYear), key: months[month]! };
}

function weekday(groups: Groups, published: number | null): DateReading {
  const name = groups.weekday!.toLowerCase();
  if (published === null) return { kind: 'day', ranges: [], key: name };
  const back = (calendarOf(published).weekday - weekdays.indexOf(name) + 7) % 7;
  const past = published - back;
  const which = groups.which?.toLowerCase();
  const days = { last: [past - (back === 0 ? 7 : 0), past - 7], next: [past + 7, past + 14] };
  const chosen = which === 'last' ? days.last : which === 'next' ? days.next : [past, past + 7];
  return { kind: 'day', ranges: chosen.map((day) => ({ from: day, to: day })), key: name };
}

const dayWords: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tonight: 0, tomorrow: 1 };

function dayWord(groups: Groups, published: number | null): DateReading {
  const word = groups.word!.toLowerCase();
  const day = published === null ? null : published + (dayWords[word] ?? 0);
  return { kind: 'day', ranges: day === null ? [] : [{ from: day, to: day }], key: word };
}

/** "next month", "last week", "this year": calendar stretches counted from the one of publication. */
function stretch(groups: Groups, published: number | null): DateReading {
  const unit = groups.unit!.toLowerCase();
  const which = groups.which!.toLowerCase();
  const key = `${which} ${unit}`;
  const shift = /^(?:next|coming)$/u.test(which) ? 1 : /^(?:last|previous)$/u.test(which) ? -1 : 0;
  const kind = unit === 'month' ? 'month' : unit === 'year' ? 'year' : 'week';
  if (published === null) return { kind, ranges: [], key };
  const now = calendarOf(published);
  if (unit === 'month') return { kind, ranges: [monthRange(now.year, now.month + shift)], key };
  if (unit === 'year') return { kind, ranges: [yearRange(now.year + shift)], key };
  const monday = published - ((now.weekday + 6) % 7) + 7 * shift;
  const from = unit === 'weekend' ? monday + 5 : monday;
  return { kind, ranges: [{ from, to: monday + 6 }], key };
}

function years(groups: Groups): DateReading {
  const first = Number(groups.year);
  const last =
    groups.until === undefined ? first : Number(`${groups.year!.slice(0, 4 - groups.until.length)}${groups.until}`);
  if (last < first) return null;
  return { kind: 'year', ranges: [yearRange(first, last - first + 1)], key: String(first) };
}

function timeOfDay(groups: Groups): DateReading {
  const word = groups.word?.toLowerCase();
  let hour = word === 'noon' || word === 'midday' ? 12 : word === 'midnight' ? 0 : Number(groups.hour);
  const minute = Number(groups.minute ?? 0);
  const half = groups.half?.toLowerCase();
  if (half === 'p' && hour < 12) hour += 12;
  if (half === 'a' && hour === 12) hour = 0;
  if (hour > 23 || minute > 59) return null;
  return { kind: 'time', ranges: [], key: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` };
}

const pattern = (source: string, flags: string, read: DatePattern['read']): DatePattern => ({
  expression: new RegExp(source, flags),
  read,
});
const before = '(?<![\\p{L}\\p{N}$£€.,])';
const after = '(?![\\p{L}\\p{N}])';
// Months that are also words or names stand alone only behind such a word.
const monthAnnouncer =
  '(?<=\\b(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Ff]rom|[Tt]o|[Tt]ill|[Ll]ast|[Nn]ext|[Tt]his|[Ee]arly|[Ll]ate|[Mm]id|[Bb]efore|[Aa]fter|[Dd]uring|[Oo]f|[Ff]or|and|or)[ -])';

/** All the ways in which dates are read; where two overlap the longer wins. */
export const datePatterns: readonly DatePattern[] = [
  pattern(`${before}${dayOfMonth}(?:\\s+of)?\\s+${anyMonth}(?:,?\\s+${year})?${after}`, 'gu', calendarDay),
  pattern(`${before}${anyMonth}\\s+${dayOfMonth}(?!\\d|[.,]\\d|%)(?:,?\\s+${year})?${after}`, 'gu', calendarDay),
  pattern(`${before}${monthName},?\\s+(?:of\\s+)?${year}${after}`, 'gu', calendarMonth),
  pattern(`${monthAnnouncer}${monthName}${after}`, 'gu', calendarMonth),
  pattern(`${before}${monthName.replace('March|', '').replace('May|', '')}${after}`, 'gu', calendarMonth),
  pattern(`${before}${year}-(?<month>0[1-9]|1[0-2])-(?<day>[0-3]\\d)(?=T|\\b)`, 'gu', (groups) => {
    const day = dayNumber(Number(groups.year), Number(groups.month) - 1, Number(groups.day));
    return { kind: 'day', ranges: [{ from: day, to: day }], key: `${groups.year}-${groups.month}-${groups.day}` };
  }),
  pattern(`${before}(?:(?<which>last|next|this)\\s+)?${weekdayName}s?${after}`, 'giu', weekday),
  pattern(`${before}(?<word>yesterday|today|tonight|tomorrow)${after}`, 'giu', dayWord),
  pattern(
    `${before}(?<which>this|next|last|coming|previous)\\s+(?<unit>week|weekend|month|year)${after}`,
    'giu',
    stretch,
  ),
  pattern(
    `${before}(?:(?:this|next|last|in|by|the|early|late)\\s+)+(?<season>spring|summer|autumn|winter)${after}`,
    'giu',
    (groups) => ({ kind: 'season', ranges: [], key: groups.season!.toLowerCase() }),
  ),
  pattern(
    `${before}${year}(?:[-–/](?<until>\\d{4}|\\d\\d))?(?![\\p{L}\\p{N}%]|[.,]\\d|-year|\\s+(?:million|billion|thousand)\\b)`,
    'gu',
    years,
  ),
  pattern(`${before}(?<year>1[5-9]\\d0|20\\d0)s${after}`, 'gu', (groups) => ({
    kind: 'decade',
    ranges: [yearRange(Number(groups.year), 10)],
    key: `${groups.year}s`,
  })),
  pattern(`${before}(?<hour>[01]?\\d)(?:[:.](?<minute>[0-5]\\d))?\\s?(?<half>[ap])\\.?m\\b\\.?`, 'giu', timeOfDay),
  pattern(`${before}(?<hour>[01]?\\d|2[0-3]):(?<minute>[0-5]\\d)(?![\\d:])`, 'gu', timeOfDay),
  pattern(`${before}(?<word>noon|midday|midnight)${after}`, 'giu', timeOfDay),
];
