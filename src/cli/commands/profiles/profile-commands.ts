import type { Command } from 'commander';
import { logFormats } from '../../../../datasets/import/log-options.ts';
import { evaluatedFormats } from '../../../../evaluation/profiles/evaluate-profiles.ts';
import { connect } from '../../connection.ts';
import { report } from '../../output.ts';
import { type WorkspaceOption, withWorkspace } from '../workspace-option.ts';
import { buildProfiles } from './build-profiles.ts';
import { evaluate } from './evaluate.ts';
import { explainProfile } from './explain-profile.ts';
import { importLog } from './import-log.ts';
import { profileSettings } from './profile-settings.ts';
import { showProfile } from './show-profile.ts';

/** `masthead profiles …` */
export function addProfileCommands(program: Command): void {
  const profiles = program.command('profiles').description('bring logs in, see what is known of readers');

  withWorkspace(profiles.command('import'))
    .description('read a log of clicks; rows that cannot be used are reported, the others come in')
    .requiredOption('--format <format>', logFormats.join(', '))
    .requiredOption('--data <path...>', 'files or folders')
    .option('--items <path>', 'items of a jsonl, csv or parquet log')
    .option('--users <path>', 'users of a jsonl, csv or parquet log')
    .option('--impressions', 'also exposures without a click')
    .option('--language <tag>', 'language of items that name none')
    .action(importLog);

  withWorkspace(profiles.command('build'))
    .description('take the next snapshot of what is everyone’s, and build every reader’s profile')
    .option('--snapshot-only', 'leave the readers for when they are asked for')
    .action(buildProfiles);

  withWorkspace(profiles.command('show'))
    .description('what is known of a reader, and from where')
    .argument('<user>')
    .action(showProfile);

  withWorkspace(profiles.command('explain'))
    .description('what is known of a reader and why: trends, rhythm, style, rules, dropped clicks')
    .argument('<user>')
    .option('--events', 'every event with its weight instead')
    .action(explainProfile);

  profiles
    .command('evaluate')
    .description('next-click AUC and read-time correlation of each way of knowing a reader, with intervals')
    .requiredOption('--format <format>', evaluatedFormats.join(', '))
    .requiredOption(
      '--data <folder>',
      'folder with articles_titles.jsonl, history_titled.jsonl and behaviors_dev.jsonl',
    )
    .option('--json', 'one JSON object on standard output')
    .action(evaluate);

  withWorkspace(profiles.command('settings'))
    .description('the one table of what a workspace decides about profiles')
    .option('--set <file>', 'replace what differs from the defaults by this JSON file')
    .action(profileSettings);

  withWorkspace(profiles.command('erase'))
    .description('erase a reader: events, profiles and their versions, interests, segments, results')
    .argument('<user>')
    .action(eraseReader);
}

/** Erases a reader and everything made of them. */
async function eraseReader(user: string, options: WorkspaceOption): Promise<void> {
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
}
