import type { DemoNewsroom } from '../../datasets/demo-newsroom/demo-newsroom.ts';
import { demoNewsroomAsOf } from '../../datasets/demo-newsroom/demo-newsroom.ts';
import { hashedItemVectors } from '../../evaluation/profiles/hashed-item-vectors.ts';
import type { Profile, StoredEvent } from '../../profiles/profile.ts';
import { buildSnapshot, profileOf } from '../../profiles/snapshot.ts';
import { eventId } from '../../src/store/events.ts';

/** The demo newsroom's readers as Masthead knows them, on item vectors that need no model. */
export async function newsroomProfiles(newsroom: DemoNewsroom): Promise<Map<string, Profile>> {
  const items = [...newsroom.articles, ...newsroom.olderItems, ...newsroom.ads];
  const events: StoredEvent[] = newsroom.events.map((event) => ({ ...event, id: eventId(event) }));
  const vectors = hashedItemVectors(items);
  const snapshot = await buildSnapshot({
    events,
    items,
    itemVectors: { vectorsOf: async () => vectors },
    encoderSha256: '0'.repeat(64),
  });
  return new Map(
    newsroom.users.map((user) => [
      user.id,
      profileOf(
        {
          userId: user.id,
          events: events.filter((event) => event.userId === user.id),
          consent: user.consent,
          ageBand: user.ageBand,
          rules: user.rules,
        },
        snapshot,
        demoNewsroomAsOf,
      ),
    ]),
  );
}
