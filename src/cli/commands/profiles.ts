import type { Command } from 'commander';
import { type LogFormat, logFormats } from '../../../datasets/import/log-options.ts';
import { readLog } from '../../../datasets/import/read-log.ts';
import { evaluatedFormats, evaluateProfiles } from '../../../evaluation/profiles/evaluate-profiles.ts';
import { scoreTable } from '../../../evaluation/profiles/score-table.ts';
import { openDefaultSentenceEncoder } from '../../../models/encoder/open-sentence-encoder.ts';
import { resolveDevice } from '../../../models/host/device.ts';
import type { SendReport } from '../../client/send-records.ts';
import { readConfiguration } from '../../configuration.ts';
import { connect } from '../connection.ts';
import { type OutputOptions, report, say, table } from '../output.ts';

interface WorkspaceOption extends OutputOptions {
  readonly workspace: string;
}

interface ImportOptions extends WorkspaceOption {
  readonly format: LogFormat;
  readonly data: string[];
  readonly items?: string;
  readonly users?: string;
  readonly impressions?: boolean;
  readonly language?: string;
}

/** `masthead profiles …` */
export function addProfileCommands(program: Command): void {
  const profiles = program.command('profiles').description('bring logs in, see what is known of readers');
  const withWorkspace = (command: Command) =>
    command.option('--workspace <id>', 'workspace', 'default').option('--json', 'one JSON object on standard output');

  withWorkspace(profiles.command('import'))
    .description('read a log of clicks; rows that cannot be used are reported, the others come in')
    .requiredOption('--format <format>', logFormats.join(', '))
    .requiredOption('--data <path...>', 'files or folders')
    .option('--items <path>', 'items of a jsonl, csv or parquet log')
    .option('--users <path>', 'users of a jsonl, csv or parquet log')
    .option('--impressions', 'also exposures without a click')
    .option('--language <tag>', 'language of items that name none')
    .action(importLog);

  addEvaluate(profiles);
  addErase(withWorkspace, profiles);

  withWorkspace(profiles.command('show'))
    .description('what is known of a reader')
    .argument('<user>')
    .action(async (user: string, options: WorkspaceOption) => {
      const { client, close } = await connect(options);
      try {
        const profile = await client.users.profile(user);
        report(options, profile, () => [
          `${profile.userId}, as of ${profile.asOf}: ${
            profile.source === 'none' ? 'nothing to go by' : `confidence ${profile.confidence.toFixed(2)}`
          } (${profile.eventCount} events)`,
          ...table(
            ['share', 'interest', 'terms'],
            profile.interests.map(({ name, share, terms }) => [
              `${Math.round(100 * share)} %`,
              name,
              terms.map(({ term }) => term).join(', '),
            ]),
          ),
        ]);
      } finally {
        await close();
      }
    });

  withWorkspace(profiles.command('explain'))
    .description('every event of a reader, with its weight and why')
    .argument('<user>')
    .action(async (user: string, options: WorkspaceOption) => {
      const { client, close } = await connect(options);
      try {
        const evidence = await client.users.evidence(user);
        report(options, evidence, () =>
          table(
            ['time', 'kind', 'item', 'weight', 'reasons', 'why'],
            evidence.events.map(({ event, weight, reasons, explanation }) => [
              event.at,
              event.kind,
              event.itemId,
              weight.toFixed(2),
              reasons.join(' '),
              explanation ?? '',
            ]),
          ),
        );
      } finally {
        await close();
      }
    });
}

/** Scores ways of knowing a reader on a log whose next clicks are known. */
function addEvaluate(profiles: Command): void {
  profiles
    .command('evaluate')
    .description('next-click AUC and read-time correlation of each way of knowing a reader, with intervals')
    .requiredOption('--format <format>', evaluatedFormats.join(', '))
    .requiredOption(
      '--data <folder>',
      'folder with articles_titles.jsonl, history_titled.jsonl and behaviors_dev.jsonl',
    )
    .option('--json', 'one JSON object on standard output')
    .action(async (options: OutputOptions & { format: (typeof evaluatedFormats)[number]; data: string }) => {
      const { device, modelsDirectory } = readConfiguration();
      const encoder = await openDefaultSentenceEncoder({
        device: (await resolveDevice(device)).device,
        ...(modelsDirectory && { directory: modelsDirectory }),
      });
      try {
        const scores = await evaluateProfiles({ format: options.format, data: options.data, encoder });
        report(options, scores, () => scoreTable(scores).split('\n'));
      } finally {
        await encoder.close();
      }
    });
}

/** Erases a reader and everything made of them. */
function addErase(withWorkspace: (command: Command) => Command, profiles: Command): void {
  withWorkspace(profiles.command('erase'))
    .description('erase a reader: events, profiles, results')
    .argument('<user>')
    .action(async (user: string, options: WorkspaceOption) => {
      const { client, close } = await connect(options);
      try {
        const receipt = await client.users.erase(user);
        report(options, receipt, () => [
          `erased at ${receipt.erasedAt}: ${Object.entries(receipt.erased)
            .map(([what, count]) => `${count} ${what}`)
            .join(', ')}`,
        ]);
      } finally {
        await close();
      }
    });
}

async function importLog(options: ImportOptions): Promise<void> {
  if (!logFormats.includes(options.format))
    throw new Error(`--format ${options.format} is not known: choose one of ${logFormats.join(', ')}`);
  const { client, close } = await connect(options);
  try {
    const reading = readLog({
      format: options.format,
      paths: options.data,
      ...(options.items && { items: options.items }),
      ...(options.users && { users: options.users }),
      ...(options.impressions && { impressions: true }),
      ...(options.language && { language: options.language }),
    });
    const sent = { users: 0, items: 0, events: 0, duplicates: 0, refused: 0 };
    const add = (kind: 'items' | 'events', send: SendReport) => {
      sent[kind] += send.accepted;
      sent.duplicates += send.duplicates;
      sent.refused += send.rejectedCount;
    };
    let shownAt = Date.now();
    for await (const batch of reading) {
      // A user of whom only the id is known comes into being with their first event.
      for (const user of batch.users)
        if (user.consent !== 'unknown' || user.ageBand !== 'unknown' || user.rules.length > 0) {
          await client.users.put(user);
          sent.users++;
        }
      if (batch.items.length > 0) add('items', await client.items.send(batch.items));
      if (batch.events.length > 0) add('events', await client.events.send(batch.events));
      if (Date.now() - shownAt > 2000) {
        shownAt = Date.now();
        say(`  ${sent.items} items, ${sent.events} events …`);
      }
    }
    report(options, { ...reading.report, sent }, () => [
      `${reading.report.rowsRead} rows read: ${sent.items} items and ${sent.events} events came in (${sent.duplicates} were there already)`,
      ...reading.report.notes,
      ...(reading.report.rejectedCount + sent.refused > 0
        ? [`${reading.report.rejectedCount + sent.refused} rejected:`]
        : []),
      ...Object.entries(reading.report.rejectedByReason).map(([reason, count]) => `  ${count} × ${reason}`),
      ...reading.report.rejected
        .slice(0, 10)
        .map(({ file, row, field, reason }) => `  ${file}${row === null ? '' : `:${row}`}: ${field}: ${reason}`),
    ]);
  } finally {
    await close();
  }
}
