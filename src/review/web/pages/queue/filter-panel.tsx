import type { ReviewCountsView } from '../../../schemas/queue.ts';
import { type QueueFilter, type QueueOrder, searchOf } from '../../data/queue-filter.ts';
import { verdictWords } from '../../shell/verdict-sign.tsx';

const kindWords = { headline: 'Headlines', 'ad-title': 'Ad titles' } as const;
const confidenceBands: readonly { readonly words: string; readonly least?: string; readonly most?: string }[] = [
  { words: 'Any' },
  { words: 'Below 0.5', most: '0.5' },
  { words: '0.5 to 0.8', least: '0.5', most: '0.8' },
  { words: 'Above 0.8', least: '0.8' },
];

type Facet = Exclude<keyof ReviewCountsView['facets'], never>;

/** Narrows the queue: each choice with how many wait behind it. */
export function FilterPanel({
  filter,
  counts,
  open,
  onChange,
}: {
  readonly filter: QueueFilter;
  readonly counts: ReviewCountsView | undefined;
  /** On a narrow screen the panel is folded away until it is asked for. */
  readonly open: boolean;
  readonly onChange: (filter: QueueFilter) => void;
}) {
  const facet = (name: Facet, legend: string, wordsOf: (value: string) => string) => {
    const values = Object.entries(counts?.facets[name] ?? {}).sort(([, a], [, b]) => b - a);
    const chosen = filter[name];
    if (values.length < 2 && !chosen) return null;
    const named = values.filter(([value]) => value !== '');
    return (
      <fieldset>
        <legend>{legend}</legend>
        <Choice name={name} words="All" checked={!chosen} onChoose={() => onChange({ ...filter, [name]: undefined })} />
        {named.map(([value, count]) => (
          <Choice
            key={value}
            name={name}
            words={wordsOf(value)}
            count={count}
            checked={chosen === value}
            onChoose={() => onChange({ ...filter, [name]: value })}
          />
        ))}
      </fieldset>
    );
  };
  return (
    <form className={`filters${open ? ' filters--open' : ''}`} aria-label="Filters">
      {facet('verdict', 'Verdict', (value) => verdictWords[value as keyof typeof verdictWords] ?? value)}
      {facet('section', 'Section', (value) => value)}
      {facet('kind', 'Kind', (value) => kindWords[value as keyof typeof kindWords] ?? value)}
      <fieldset>
        <legend>Support</legend>
        {confidenceBands.map(({ words, least, most }) => (
          <Choice
            key={words}
            name="confidence"
            words={words}
            checked={filter.leastConfidence === least && filter.mostConfidence === most}
            onChoose={() => onChange({ ...filter, leastConfidence: least, mostConfidence: most })}
          />
        ))}
      </fieldset>
      {facet('segment', 'Readers', (value) => value)}
      {facet('placement', 'Placement', (value) => value)}
      <fieldset>
        <legend>State</legend>
        {(
          [
            ['open', 'Waiting', counts?.open],
            ['skipped', 'Set aside', counts?.skipped],
            ['original', 'Own titles', counts?.original],
          ] as const
        ).map(([value, words, count]) => (
          <Choice
            key={value}
            name="state"
            words={words}
            count={count}
            checked={(filter.state ?? 'open') === value}
            onChoose={() => onChange({ ...filter, state: value === 'open' ? undefined : value })}
          />
        ))}
      </fieldset>
    </form>
  );
}

function Choice({
  name,
  words,
  count,
  checked,
  onChoose,
}: {
  readonly name: string;
  readonly words: string;
  readonly count?: number;
  readonly checked: boolean;
  readonly onChoose: () => void;
}) {
  return (
    <label className="filters__row">
      <input type="radio" name={name} checked={checked} onChange={onChoose} />
      <span>{words}</span>
      {count !== undefined && <span className="count">{count.toLocaleString()}</span>}
    </label>
  );
}

const orders: readonly (readonly [QueueOrder, string])[] = [
  ['risk', 'Riskiest first'],
  ['reach', 'Most readers first'],
  ['age', 'Longest waiting first'],
];

export function OrderChoice({
  filter,
  onChange,
}: {
  readonly filter: QueueFilter;
  readonly onChange: (filter: QueueFilter) => void;
}) {
  return (
    <select
      className="input"
      aria-label="Order"
      value={filter.order}
      onChange={(event) => onChange({ ...filter, order: event.target.value as QueueOrder })}
    >
      {orders.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  );
}

export const queueAddress = (filter: QueueFilter): string => `/queue${searchOf(filter)}`;
export const itemAddress = (id: string, filter: QueueFilter): string => `/item/${id}${searchOf(filter)}`;
