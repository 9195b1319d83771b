import { connect } from '../../connection.ts';
import { report, table } from '../../output.ts';
import type { WorkspaceOption } from '../workspace-option.ts';

/** Prints what is known of a reader, and from where. */
export async function showProfile(user: string, options: WorkspaceOption): Promise<void> {
  const { client, close } = await connect(options);
  try {
    const profile = await client.users.profile(user);
    const { numbers } = profile;
    report(options, profile, () => [
      `${profile.userId}, as of ${profile.asOf}: ${
        profile.source === 'none' ? 'nothing to go by' : `confidence ${profile.confidence.toFixed(2)}`
      } (${profile.eventCount} events)`,
      profile.from,
      ...(profile.rhythm ? [`Reads ${profile.rhythm}.`] : []),
      ...(profile.interests.length > 0
        ? table(
            ['share', 'interest', 'terms'],
            profile.interests.map(({ name, share, terms, borrowed }) => [
              `${Math.round(100 * share)} %`,
              borrowed ? `${name} (as readers like them)` : name,
              terms.map(({ term }) => term).join(', '),
            ]),
          )
        : []),
      ...(numbers ? [`version ${numbers.version}, snapshot ${numbers.snapshot}, interests ${numbers.centres}`] : []),
    ]);
  } finally {
    await close();
  }
}
