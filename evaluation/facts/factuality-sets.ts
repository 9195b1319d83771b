import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../package-root.ts';
import type { LabelledRow } from './labelled-row.ts';

/** Where the human-labelled sets lie beside the repository, when they do. They are for research only. */
export const factualityFolder = join(packageRoot, '..', 'shared', 'data', 'factuality');

export const factualitySets = [
  'frank-test',
  'frank-valid',
  'xsumfaith',
  'summac-factcc',
  'summac-polytope',
  'summac-summeval',
  'falke',
] as const;
export type FactualitySet = (typeof factualitySets)[number];

/** A labelled row with what its set says of the error: names of error types, empty for a consistent text. */
export interface TypedRow extends LabelledRow {
  readonly errors: readonly string[];
}

/**
 * The rows of a human-labelled set in one form. FRANK: consistent when every annotator found every sentence factual.
 * XSumFaith: by majority, without the articles that stand in FRANK. Polytope: by its inaccuracy label. Falke: two rows
 * a pair, the article being one sentence.
 * @throws when the set's file is not there
 */
export function factualitySet(name: FactualitySet): TypedRow[] {
  if (name === 'frank-test' || name === 'frank-valid') return frankRows(name === 'frank-test' ? 'test' : 'valid');
  if (name === 'xsumfaith') return xsumFaithRows();
  if (name === 'falke') return falkeRows();
  return summacRows(name.slice('summac-'.length));
}

const frankErrors = ['RelE', 'EntE', 'CircE', 'OutE', 'GramE', 'CorefE', 'LinkE'] as const;
type FrankLine = Record<(typeof frankErrors)[number], number> & {
  hash: string;
  dataset: string;
  split: string;
  model_name: string;
  article: string;
  summary: string;
  Factuality: number;
};

const frankLines = (): FrankLine[] => lines<FrankLine>('frank_joined.jsonl');

function frankRows(split: string): TypedRow[] {
  return frankLines()
    .filter((row) => row.split === split)
    .map((row) => ({
      id: `${row.hash}/${row.model_name}`,
      article: row.article,
      text: row.summary,
      label: row.Factuality === 1 ? 1 : 0,
      origin: row.dataset,
      // A type counts where at least half of the votes are for it (1 is "no such error").
      errors: row.Factuality === 1 ? [] : frankErrors.filter((error) => row[error] <= 0.5),
    }));
}

function xsumFaithRows(): TypedRow[] {
  const known = new Set(frankLines().map(({ hash }) => hash));
  type Line = {
    bbcid: string;
    system: string;
    document: string;
    summary: string;
    faithful: 0 | 1;
    hallucinationTypes: string[];
  };
  return lines<Line>('xsumfaith_joined.jsonl')
    .filter(({ bbcid }) => !known.has(bbcid))
    .map((row) => ({
      id: `${row.bbcid}/${row.system}`,
      article: row.document,
      text: row.summary,
      label: row.faithful,
      origin: 'bbc',
      errors: row.faithful ? [] : row.hallucinationTypes.filter((type) => type !== 'NULL'),
    }));
}

function summacRows(name: string): TypedRow[] {
  type Entry = { document: string; claim: string; label: 0 | 1; inaccuracy_label?: 0 | 1; origin: string };
  return Object.entries(json<Record<string, Entry>>(`summac_${name}.json`)).map(([id, entry]) => ({
    id,
    article: entry.document,
    text: entry.claim,
    label: entry.inaccuracy_label ?? entry.label,
    origin: entry.origin,
    errors: [],
  }));
}

function falkeRows(): TypedRow[] {
  type Pair = { article_id: string; article_sent: string; correct_sent: string; incorrect_sent: string };
  return json<Pair[]>('falke_val_sentence_pairs.json').flatMap((pair, index) => {
    const shared = { article: pair.article_sent, origin: 'cnndm', errors: [] };
    return [
      { ...shared, id: `${index}/correct`, text: pair.correct_sent, label: 1 as const },
      { ...shared, id: `${index}/incorrect`, text: pair.incorrect_sent, label: 0 as const },
    ];
  });
}

function content(file: string): string {
  const path = join(factualityFolder, file);
  if (!existsSync(path))
    throw new Error(`${path} is not there: this figure needs the labelled sets beside the repository`);
  return readFileSync(path, 'utf8');
}

const json = <Value>(file: string): Value => JSON.parse(content(file)) as Value;
const lines = <Row>(file: string): Row[] =>
  content(file)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
