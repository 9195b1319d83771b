import type { LogFormat } from '../import/log-options.ts';
import type { LogFormatReader } from '../import/log-queries.ts';
import { csv } from './csv.ts';
import { dtPens } from './dt-pens.ts';
import { ebnerd } from './ebnerd.ts';
import { jsonl } from './jsonl.ts';
import { mind } from './mind.ts';
import { parquet } from './parquet.ts';
import { pens } from './pens.ts';

export const logFormatReaders: Readonly<Record<LogFormat, LogFormatReader>> = {
  mind,
  ebnerd,
  pens,
  'dt-pens': dtPens,
  jsonl,
  csv,
  parquet,
};
