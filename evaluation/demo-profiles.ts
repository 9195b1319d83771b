import { demoNewsroomAsOf, loadDemoNewsroom } from '../datasets/demo-newsroom/demo-newsroom.ts';
import type { SentenceEncoder } from '../models/sentence-encoder.ts';
import { encodedItemVectors } from '../profiles/interests/item-vectors.ts';
import type { Profile } from '../profiles/profile.ts';
import { buildSnapshot, profileOf } from '../profiles/snapshot.ts';

/** Profiles of the demo's simulated readers that anything is known of, in the demo's order. */
export async function demoProfiles(encoder: SentenceEncoder): Promise<Profile[]> {
  const newsroom = loadDemoNewsroom();
  const events = newsroom.events.map((event) => ({ ...event, id: event.id! }));
  const snapshot = await buildSnapshot({
    events,
    items: [...newsroom.articles, ...newsroom.olderItems, ...newsroom.ads],
    itemVectors: encodedItemVectors(encoder),
    encoderSha256: encoder.identity.fileSha256,
    encodeTerms: (terms) => encoder.encode(terms),
  });
  return newsroom.users
    .map(({ id }) =>
      profileOf({ userId: id, events: events.filter(({ userId }) => userId === id) }, snapshot, demoNewsroomAsOf),
    )
    .filter(({ source }) => source !== 'none');
}
