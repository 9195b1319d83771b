import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { shelvedAdapters } from '../models/adapter/adapter-shelf.ts';
import { defaultLanguageModel } from '../models/catalogue/default-models.ts';
import { ensureModel } from '../models/catalogue/ensure-model.ts';
import { modelsDirectory } from '../models/catalogue/models-directory.ts';
import { builtDecoder } from '../models/decoder/built-decoder.ts';
import { weightsOf } from '../models/host/decoder-files.ts';
import { exactByteType } from '../models/host/exact-byte-type.ts';
import { type Quantization, quantizations } from '../models/language-model.ts';
import { adapterSpeed } from './decoder/adapter-speed.ts';

/**
 * What the shipped adapters cost the default language model: processor time of a step of writing without an adapter, with
 * one, and with two in one batch, and the memory they take. `--quantization int8` (repeatable), `--threads 1`, `--json`.
 */
const { values } = parseArgs({
  options: {
    quantization: { type: 'string', multiple: true },
    threads: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const { path } = await ensureModel(defaultLanguageModel);
const file = { name: defaultLanguageModel.name, fileSha256: defaultLanguageModel.file.sha256, path };
const shipped = shelvedAdapters('', file.fileSha256).flatMap(({ adapter }) => adapter ?? []);
if (shipped.length < 2) throw new Error('two shipped adapters are needed to measure a mixed batch');
const ids = Array.from({ length: 16 }, (_, index) => 1000 + 37 * index);
const byteType = await exactByteType();

const results = [];
for (const quantization of (values.quantization as Quantization[] | undefined) ?? quantizations) {
  const built = builtDecoder(weightsOf(file), quantization, join(modelsDirectory(), 'built'), byteType);
  const speed = await adapterSpeed(built, ids, [shipped[0]!, shipped[1]!], Number(values.threads));
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  results.push({ quantization, speed, megabytes });
  if (values.json) continue;
  process.stdout.write(`\n## ${quantization}, adapters of rank ${shipped[0]!.rank} and ${shipped[1]!.rank}\n`);
  process.stdout.write(
    '| batch | rows | ms a step | tokens/processor second | to no adapter |\n|---|---|---|---|---|\n',
  );
  for (const { batch, rows, milliseconds, tokensPerProcessorSecond } of speed) {
    const plain = speed.find((other) => other.batch === batch && other.rows === 'no adapter')!;
    const ratio = (milliseconds / plain.milliseconds).toFixed(2);
    process.stdout.write(
      `| ${batch} | ${rows} | ${milliseconds.toFixed(1)} | ${tokensPerProcessorSecond.toFixed(0)} | × ${ratio} |\n`,
    );
  }
  process.stdout.write(`greatest memory so far ${megabytes} MB\n`);
}
if (values.json) process.stdout.write(`${JSON.stringify({ model: file.name, threads: values.threads, results })}\n`);
