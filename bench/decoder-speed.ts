import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadDemoNewsroom } from '../datasets/demo-newsroom/demo-newsroom.ts';
import { defaultLanguageModel } from '../models/catalogue/default-models.ts';
import { ensureModel } from '../models/catalogue/ensure-model.ts';
import { modelsDirectory } from '../models/catalogue/models-directory.ts';
import { builtDecoder } from '../models/decoder/built-decoder.ts';
import { openGgufDecoderWeights } from '../models/gguf/gguf-decoder-weights.ts';
import { exactByteType } from '../models/host/exact-byte-type.ts';
import { openCatalogueLanguageModel } from '../models/host/open-language-model.ts';
import { type Quantization, quantizations } from '../models/language-model.ts';
import { measurePerplexity } from '../models/measure/perplexity.ts';
import { tokenizerFromGguf } from '../models/tokenizer/gguf-tokenizer.ts';
import { packageRoot } from '../package-root.ts';
import { readersOfOneArticle } from './decoder/readers-of-one-article.ts';
import { decoderSpeed } from './decoder/step-speed.ts';

/**
 * Speed of the default language model by quantization, batch and past, with its perplexity on news, and 64 readers of
 * one article with and without the shared prefix. `--quantization int8` (repeatable), `--threads 1`, `--json`.
 */
const { values } = parseArgs({
  options: {
    quantization: { type: 'string', multiple: true },
    threads: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const threads = Number(values.threads);
const chosen = (values.quantization as Quantization[] | undefined) ?? quantizations;
const { path } = await ensureModel(defaultLanguageModel);
const known = { name: defaultLanguageModel.name, fileSha256: defaultLanguageModel.file.sha256 };
const ids = tokenizerFromGguf(path).encode(
  loadDemoNewsroom()
    .articles.map(({ title, body }) => `${title}\n${body}`)
    .join('\n\n'),
);
const texts = newsTexts();

const results: Measured[] = [];
for (const quantization of chosen) {
  const measured = await measure(quantization);
  results.push(measured);
  if (!values.json) print(measured);
}
if (values.json) process.stdout.write(`${JSON.stringify({ model: known, threads, results })}\n`);

type Measured = Awaited<ReturnType<typeof measure>>;

async function measure(quantization: Quantization) {
  const source = { ...known, open: () => openGgufDecoderWeights(path, known) };
  const built = builtDecoder(source, quantization, join(modelsDirectory(), 'built'), await exactByteType());
  const speed = await decoderSpeed(built, ids, threads);
  const model = await openCatalogueLanguageModel(defaultLanguageModel, { quantization, device: 'cpu', threads });
  const perplexity = texts.length > 0 ? await measurePerplexity(model, texts, 256) : undefined;
  const readers = await readersOfOneArticle(model, ids);
  const { longestStepMilliseconds } = await model.statistics();
  await model.close();
  return { quantization, perplexity, ...speed, readers, longestStepMilliseconds };
}

function print({ quantization, perplexity, writing, reading, readers, longestStepMilliseconds }: Measured) {
  const line = (text: string) => process.stdout.write(`${text}\n`);
  line(`\n## ${quantization}, ${threads} thread${threads > 1 ? 's' : ''}`);
  line(
    perplexity
      ? `perplexity ${perplexity.perplexity.toFixed(2)} (${perplexity.natsPerToken.toFixed(4)} ± ` +
          `${perplexity.standardError.toFixed(4)} nats, ${perplexity.scoredTokens} tokens of ${perplexity.texts} texts)`
      : 'perplexity: shared/data/newsroom is absent',
  );
  line('| past | batch | tokens/s | tokens/processor second |\n|---|---|---|---|');
  for (const { past, batch, tokensPerSecond, tokensPerProcessorSecond } of writing) {
    line(`| ${past} | ${batch} | ${tokensPerSecond.toFixed(0)} | ${tokensPerProcessorSecond.toFixed(0)} |`);
  }
  for (const { prefix, tokensPerSecond, tokensPerProcessorSecond, longestStepMilliseconds: longest } of reading) {
    line(
      `a prefix of ${prefix}: ${tokensPerSecond.toFixed(0)} tokens/s, ${tokensPerProcessorSecond.toFixed(0)} ` +
        `tokens/processor second, longest step ${longest.toFixed(0)} ms`,
    );
  }
  line(
    `${readers.readers} readers of one article: ${readers.secondsWithSharedPrefix.toFixed(1)} s with the shared prefix, ` +
      `${readers.secondsWithoutSharedPrefix.toFixed(1)} s without; same words for ${readers.sameWords}`,
  );
  line(`longest step of the host ${longestStepMilliseconds.toFixed(0)} ms`);
}

/** Bodies of the press texts beside the repository, a few of each publisher; none if they are not there. */
function newsTexts(): string[] {
  const folder = join(packageRoot, '..', 'shared', 'data', 'newsroom');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, 12))
    .filter((line) => line.length > 0)
    .map((line) => (JSON.parse(line) as { body: string }).body);
}
