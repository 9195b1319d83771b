/** Cardinal words below a hundred. */
export const smallNumbers: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};

/** Ordinal words up to the twentieth, and the tens. */
export const ordinalWords: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
  thirteenth: 13,
  fourteenth: 14,
  fifteenth: 15,
  sixteenth: 16,
  seventeenth: 17,
  eighteenth: 18,
  nineteenth: 19,
  twentieth: 20,
  thirtieth: 30,
  fortieth: 40,
  fiftieth: 50,
  sixtieth: 60,
  seventieth: 70,
  eightieth: 80,
  ninetieth: 90,
  hundredth: 100,
  thousandth: 1000,
};

/** Words and suffixes that multiply what stands before them. */
export const magnitudes: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  dozen: 12,
  score: 20,
  k: 1e3,
  m: 1e6,
  mn: 1e6,
  mln: 1e6,
  bn: 1e9,
  bln: 1e9,
  b: 1e9,
  tn: 1e12,
  trn: 1e12,
};

/** Plural magnitudes that say only roughly how many. */
export const vagueMagnitudes: Readonly<Record<string, number>> = {
  dozens: 12,
  scores: 20,
  hundreds: 1e2,
  thousands: 1e3,
  millions: 1e6,
  billions: 1e9,
  trillions: 1e12,
};

/** Parts of one, as in "a third of". */
export const fractionWords: Readonly<Record<string, number>> = {
  half: 1 / 2,
  halves: 1 / 2,
  third: 1 / 3,
  quarter: 1 / 4,
  fifth: 1 / 5,
  sixth: 1 / 6,
  seventh: 1 / 7,
  eighth: 1 / 8,
  ninth: 1 / 9,
  tenth: 1 / 10,
};

/** Currency signs before or after an amount. A bare dollar sign stands for any dollar. */
export const currencySigns: Readonly<Record<string, string>> = {
  $: 'dollar',
  us$: 'dollar',
  a$: 'dollar',
  c$: 'dollar',
  nz$: 'dollar',
  hk$: 'dollar',
  '€': 'euro',
  '£': 'pound',
  '¥': 'yen',
  '₹': 'rupee',
  '₩': 'won',
  '₽': 'rouble',
};

/** Words after an amount that name what is measured, brought to one spelling each. */
export const unitWords: Readonly<Record<string, string>> = unitTable({
  dollar: 'dollar dollars usd buck bucks',
  cent: 'cent cents',
  euro: 'euro euros eur',
  pound: 'pound pounds gbp sterling quid',
  yen: 'yen jpy',
  rupee: 'rupee rupees inr',
  crown: 'crown crowns krona kronor krone kroner',
  percent: 'percent pct',
  kilometre: 'km kms kilometre kilometres kilometer kilometers',
  metre: 'metre metres meter meters',
  centimetre: 'cm centimetre centimetres centimeter centimeters',
  millimetre: 'mm millimetre millimetres millimeter millimeters',
  mile: 'mile miles mi',
  foot: 'foot feet ft',
  inch: 'inch inches',
  kilogram: 'kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes',
  gram: 'gram grams gramme grammes',
  tonne: 'tonne tonnes ton tons',
  litre: 'litre litres liter liters',
  hectare: 'hectare hectares',
  acre: 'acre acres',
  degree: 'degree degrees',
  mph: 'mph',
  kmh: 'kmh kph',
  watt: 'watt watts',
  kilowatt: 'kw kilowatt kilowatts',
  megawatt: 'mw megawatt megawatts',
  gigawatt: 'gw gigawatt gigawatts',
  second: 'second seconds sec secs',
  minute: 'minute minutes min mins',
  hour: 'hour hours hr hrs',
  day: 'day days',
  night: 'night nights',
  week: 'week weeks',
  month: 'month months',
  year: 'year years yr yrs',
  decade: 'decade decades',
  century: 'century centuries',
});

function unitTable(spellings: Record<string, string>): Record<string, string> {
  const table: Record<string, string> = {};
  for (const [unit, words] of Object.entries(spellings)) for (const word of words.split(' ')) table[word] = unit;
  return table;
}

/** Units that are money; an amount of money is never the same as a bare count. */
export const currencyUnits: ReadonlySet<string> = new Set([
  'dollar',
  'cent',
  'euro',
  'pound',
  'yen',
  'rupee',
  'won',
  'rouble',
  'crown',
]);
