import { type evaluatedFormats, evaluateProfiles } from '../../../../evaluation/profiles/evaluate-profiles.ts';
import { scoreTable } from '../../../../evaluation/profiles/score-table.ts';
import { openDefaultSentenceEncoder } from '../../../../models/encoder/open-sentence-encoder.ts';
import { resolveDevice } from '../../../../models/host/device.ts';
import { readConfiguration } from '../../../configuration.ts';
import { type OutputOptions, report } from '../../output.ts';
import { stepProgress } from '../../step-progress.ts';

/** Scores ways of knowing a reader on a log whose next clicks are known. */
export async function evaluate(
  options: OutputOptions & { readonly format: (typeof evaluatedFormats)[number]; readonly data: string },
): Promise<void> {
  const { device, modelsDirectory } = readConfiguration();
  const encoder = await openDefaultSentenceEncoder({
    device: (await resolveDevice(device)).device,
    ...(modelsDirectory && { directory: modelsDirectory }),
  });
  const progress = stepProgress();
  try {
    const scores = await evaluateProfiles({
      format: options.format,
      data: options.data,
      encoder,
      progress: progress.show,
    });
    progress.end();
    report(options, scores, () =>
      [scores, ...(scores.beside ? [scores.beside] : [])].flatMap((part) => [
        `item vectors: ${part.itemVectors}`,
        ...scoreTable(part).split('\n'),
        '',
      ]),
    );
  } finally {
    progress.end();
    await encoder.close();
  }
}
