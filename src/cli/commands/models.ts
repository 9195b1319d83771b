import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { shelve } from '../../../models/adapter/adapter-shelf.ts';
import { catalogue, defaultLanguageModel } from '../../../models/catalogue/default-models.ts';
import { ensureModel, verifyModel } from '../../../models/catalogue/ensure-model.ts';
import { listModels, modelNamed } from '../../../models/catalogue/list-models.ts';
import { openSentenceEncoder } from '../../../models/encoder/open-sentence-encoder.ts';
import { openCatalogueLanguageModel } from '../../../models/host/open-language-model.ts';
import { type Quantization, quantizations } from '../../../models/language-model.ts';
import { type LanguageModelMeasurement, measureLanguageModel } from '../../../models/measure/measure-language-model.ts';
import { readConfiguration } from '../../configuration.ts';
import { adapterSummary, adapterTable, listAdapters } from '../adapter-listing.ts';
import { type OutputOptions, report, say, table } from '../output.ts';
import { pullProgress } from '../pull-progress.ts';
import { tellServers } from '../tell-servers.ts';

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(0)} MB`;

/** `masthead models …` */
export function addModelCommands(program: Command): void {
  const models = program.command('models').description('the model catalogue');
  const withJson = (command: Command) => command.option('--json', 'one JSON object on standard output');
  const directory = () => readConfiguration().modelsDirectory;

  withJson(models.command('list'))
    .description('what the catalogue holds, and what is on disk')
    .action((options: OutputOptions) => {
      const listed = listModels(directory());
      const adapters = listAdapters();
      report(options, { models: listed, adapters: adapters.map(adapterSummary) }, () => [
        ...table(
          ['model', 'role', 'licence', 'size', 'on disk'],
          listed.map(({ entry, present }) => [
            entry.name,
            entry.role,
            entry.licence,
            megabytes(entry.file.bytes),
            present ? 'yes' : 'no',
          ]),
        ),
        '',
        ...(adapters.length > 0 ? adapterTable(adapters) : ['no adapters']),
      ]);
    });

  withJson(models.command('pull'))
    .description('fetch models (all, if none is named) and check their hashes')
    .argument('[names...]')
    .action(async (names: string[], options: OutputOptions) => {
      const progress = pullProgress();
      const pulled: { name: string; path: string }[] = [];
      try {
        for (const entry of names.length > 0 ? names.map(modelNamed) : catalogue) {
          const { path } = await ensureModel(entry, { directory: directory(), onProgress: progress.show });
          pulled.push({ name: entry.name, path });
        }
      } finally {
        progress.stop();
      }
      report(options, { pulled }, () => pulled.map(({ name, path }) => `${name}: ${path}`));
    });

  withJson(models.command('verify'))
    .description('hash every file anew')
    .argument('[names...]')
    .action(async (names: string[], options: OutputOptions) => {
      const entries = names.length > 0 ? names.map(modelNamed) : catalogue;
      const verified = await Promise.all(
        entries.map(async (entry) => ({ name: entry.name, faults: await verifyModel(entry, directory()) })),
      );
      const adapters = names.length > 0 ? [] : listAdapters().map(adapterSummary);
      const faulty = [...verified.flatMap(({ faults }) => faults), ...adapters.flatMap(({ fault }) => fault ?? [])];
      if (faulty.length > 0) process.exitCode = 1;
      report(options, { verified, adapters }, () => [
        ...verified.flatMap(({ name, faults }) => (faults.length === 0 ? [`${name}: whole`] : faults)),
        ...adapters.map(({ name, fault }) => fault ?? `adapter ${name}: whole`),
      ]);
    });

  withJson(models.command('add'))
    .description('lay an adapter that was trained here on the data folder’s shelf; servers that run take it at once')
    .argument('<file>', 'an adapter file, as `masthead train` writes it')
    .action(async (file: string, options: OutputOptions) => {
      const configuration = readConfiguration();
      const path = shelve(file, configuration.dataDirectory, defaultLanguageModel.file.sha256);
      const { told, leftAside } = await tellServers(configuration);
      report(options, { path, told, leftAside }, () => [`added ${path}; ${told}`, ...leftAside]);
    });

  withJson(models.command('build'))
    .description('build the graphs of a model ahead of time')
    .argument('[names...]')
    .option('--quantization <kind>', `${quantizations.join(', ')} (language models)`)
    .action(async (names: string[], options: OutputOptions & { quantization?: Quantization }) => {
      const built: { name: string; quantization: string | null; device: string }[] = [];
      for (const entry of names.length > 0 ? names.map(modelNamed) : catalogue) {
        const shared = { directory: directory(), device: 'cpu' as const };
        const open =
          entry.role === 'language-model'
            ? await openCatalogueLanguageModel(entry, { ...shared, quantization: options.quantization, say })
            : await openSentenceEncoder(entry, shared);
        const { identity } = open;
        built.push({
          name: entry.name,
          quantization: 'quantization' in identity ? identity.quantization : null,
          device: identity.device,
        });
        await open.close();
      }
      report(options, { built }, () =>
        built.map(({ name, quantization }) => `${name}${quantization ? ` in ${quantization}` : ''}: built`),
      );
    });

  withJson(models.command('measure'))
    .description('perplexity and tokens a second of a language model')
    .argument('[name]', 'model', catalogue.find(({ role }) => role === 'language-model')!.name)
    .requiredOption('--data <file>', 'JSON lines with a field "body", or plain text with a blank line between texts')
    .option('--quantization <kind...>', quantizations.join(', '), [...quantizations])
    .option('--texts <number>', 'texts to read', Number, 60)
    .option('--tokens <number>', 'tokens of each text', Number, 256)
    .action(
      async (
        name: string,
        options: OutputOptions & { data: string; quantization: Quantization[]; texts: number; tokens: number },
      ) => {
        const texts = textsOf(await readFile(options.data, 'utf8')).slice(0, options.texts);
        const measured: (LanguageModelMeasurement & { quantization: Quantization })[] = [];
        for (const quantization of options.quantization) {
          say(`measuring ${name} in ${quantization} …`);
          const model = await openCatalogueLanguageModel(modelNamed(name), {
            directory: directory(),
            device: readConfiguration().device,
            quantization,
          });
          try {
            measured.push({
              quantization,
              ...(await measureLanguageModel(model, texts, { tokensPerText: options.tokens })),
            });
          } finally {
            await model.close();
          }
        }
        report(options, { model: name, measured }, () =>
          measured.flatMap((row) => [
            `${row.quantization}: perplexity ${row.perplexity.toFixed(2)} over ${row.scoredTokens} tokens of ${row.texts} texts; reads ${row.speed.promptTokensPerSecond.toFixed(0)} tokens/s`,
            ...row.speed.decode.map(
              ({ rows, tokensPerSecond }) => `  writes ${tokensPerSecond.toFixed(0)} tokens/s in a batch of ${rows}`,
            ),
          ]),
        );
      },
    );
}

function textsOf(content: string): string[] {
  if (content.trimStart().startsWith('{'))
    return content
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => String((JSON.parse(line) as { body?: unknown }).body ?? ''))
      .filter((text) => text !== '');
  return content.split(/\n\s*\n/).filter((text) => text.trim() !== '');
}
