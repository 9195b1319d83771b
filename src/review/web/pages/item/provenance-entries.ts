import type { EntryDetailView } from '../../../schemas/entry.ts';
import { moment } from '../../shell/when.ts';

/** How a text came to be, name by name; what is not known is left out. */
export function provenanceEntries({
  entry,
  item,
  provenance,
}: EntryDetailView): (readonly [string, string | number])[] {
  const { models, checker, ...known } = provenance;
  const entries: (readonly [string, string | number | null])[] = [
    ['Text', entry.id],
    ['Written for', `${item.id}, version ${item.version}${item.current ? '' : ' (not the current one)'}`],
    ['Placement', entry.placement],
    ['Written', moment(known.writtenAt)],
    ['Job', known.jobId],
    ['Result', known.resultId],
    ['Given of the reader', known.conditioning],
    ['Seed', known.seed],
    ['Checked by', `${checker.name} ${checker.version}`],
    ['Denoiser', known.denoiserVersion],
    ['Encoder', known.encoderSha256],
    ['Projector', known.projector],
    ...Object.entries(models),
  ];
  return entries.flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, value] as const]));
}
