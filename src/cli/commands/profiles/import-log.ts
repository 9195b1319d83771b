import { type LogFormat, logFormats } from '../../../../datasets/import/log-options.ts';
import { readLog } from '../../../../datasets/import/read-log.ts';
import type { MastheadClient } from '../../../client/client.ts';
import type { SendReport } from '../../../client/send-records.ts';
import { connect } from '../../connection.ts';
import { report, say } from '../../output.ts';
import type { WorkspaceOption } from '../workspace-option.ts';

interface ImportOptions extends WorkspaceOption {
  readonly format: LogFormat;
  readonly data: string[];
  readonly items?: string;
  readonly users?: string;
  readonly impressions?: boolean;
  readonly language?: string;
}

/** Sends a log to the server, and says what came in, what was refused, and whose consent is unknown. */
export async function importLog(options: ImportOptions): Promise<void> {
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
        if (user.consent !== 'unknown' || user.ageBand !== 'unknown' || user.rules.length > 0 || user.attributes) {
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
    const consent = await client.profiles.state();
    report(options, { ...reading.report, sent, consent: consentOf(consent) }, () => [
      `${reading.report.rowsRead} rows read: ${sent.items} items and ${sent.events} events came in (${sent.duplicates} were there already)`,
      consentNote(consent),
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

type State = Awaited<ReturnType<MastheadClient['profiles']['state']>>;

const consentOf = ({ readers, unknownConsent }: State) => ({ ...readers, unknownConsent });

/** A log says nothing of consent by itself: whoever imports it is told what follows. */
function consentNote({ readers, unknownConsent }: State): string {
  const total = readers.given + readers.refused + readers.unknown;
  return `consent: of ${total} readers ${readers.given} gave it, ${readers.refused} refused, ${readers.unknown} have not told; ${
    unknownConsent === 'allowed'
      ? 'the workspace allows learning from those (privacy.unknownConsent)'
      : 'from those nothing is learnt (privacy.unknownConsent)'
  }`;
}
