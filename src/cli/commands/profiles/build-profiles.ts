import type { MastheadClient } from '../../../client/client.ts';
import { connect } from '../../connection.ts';
import { report } from '../../output.ts';
import { stepProgress } from '../../step-progress.ts';
import type { WorkspaceOption } from '../workspace-option.ts';

/** How often the server is asked how far a snapshot is. */
const askMilliseconds = 500;
const usersAtOnce = 50;

/** Takes the next snapshot and builds everyone's profile under it. */
export async function buildProfiles(options: WorkspaceOption & { readonly snapshotOnly?: boolean }): Promise<void> {
  const { client, close } = await connect(options);
  const progress = stepProgress();
  try {
    const snapshot = await takeSnapshot(client, progress.show);
    const bySource: Record<string, number> = {};
    let built = 0;
    let withheld = 0;
    let cursor: string | null = null;
    if (!options.snapshotOnly)
      do {
        const page: Awaited<ReturnType<MastheadClient['profiles']['build']>> = await client.profiles.build({
          limit: usersAtOnce,
          ...(cursor !== null && { cursor }),
        });
        for (const [source, count] of Object.entries(page.bySource)) bySource[source] = (bySource[source] ?? 0) + count;
        built += page.built;
        withheld += page.withheld;
        cursor = page.nextCursor;
        progress.show('building profiles', built, snapshot.readers.total);
      } while (cursor !== null);
    progress.end();
    report(options, { snapshot, profiles: { built, bySource, withheld } }, () => [
      `snapshot ${snapshot.number}, as of ${snapshot.asOf}: ${snapshot.events} events, ${snapshot.surges} surges, ` +
        `${snapshot.segments.length} segments of readers`,
      ...Object.entries(snapshot.removedAttributes).map(
        ([attribute, { directions }]) => `  ${attribute} taken out of every vector (${directions} directions)`,
      ),
      ...(options.snapshotOnly
        ? []
        : [
            `${built} profiles: ${
              Object.entries(bySource)
                .map(([source, count]) => `${count} ${source}`)
                .join(', ') || 'none'
            }${withheld > 0 ? `; from ${withheld} readers nothing is learnt` : ''}`,
          ]),
    ]);
  } finally {
    progress.end();
    await close();
  }
}

async function takeSnapshot(
  client: MastheadClient,
  show: (step: string, done: number, of?: number | null) => void,
): ReturnType<MastheadClient['profiles']['takeSnapshot']> {
  show('taking a snapshot', 0);
  const taking = client.profiles.takeSnapshot();
  let ended = false;
  const end = () => {
    ended = true;
  };
  taking.then(end, end);
  while (!ended) {
    await Promise.race([taking.then(end, end), new Promise((resolve) => setTimeout(resolve, askMilliseconds))]);
    const state = ended ? null : await client.profiles.state().catch(() => null);
    if (state?.taking) show(state.taking.stage, state.taking.done, state.taking.of);
  }
  return taking;
}
