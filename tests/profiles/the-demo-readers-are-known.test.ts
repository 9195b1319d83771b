import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoNewsroomAsOf, loadDemoNewsroom } from '../../datasets/demo-newsroom/demo-newsroom.ts';
import { defaultLanguageModel, defaultSentenceEncoder } from '../../models/catalogue/default-models.ts';
import { openDefaultSentenceEncoder } from '../../models/encoder/open-sentence-encoder.ts';
import { openCatalogueLanguageModel } from '../../models/host/open-language-model.ts';
import type { LanguageModel } from '../../models/language-model.ts';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import { averageReader, chooseFocus } from '../../profiles/focus/choose-focus.ts';
import { salience } from '../../profiles/focus/salience.ts';
import { splitSentences } from '../../profiles/focus/sentences.ts';
import { encodedItemVectors } from '../../profiles/interests/item-vectors.ts';
import { dot, weightedDirection } from '../../profiles/interests/vector.ts';
import type { Profile, StoredEvent } from '../../profiles/profile.ts';
import { buildSnapshot, profileOf, type Snapshot } from '../../profiles/snapshot.ts';
import { checkSoftPrompt } from '../../profiles/soft-prompt/check-soft-prompt.ts';
import { untrainedProjector } from '../../profiles/soft-prompt/untrained-projector.ts';
import { realModel } from '../models/parity/real-models.ts';

const encoderFile = await realModel(defaultSentenceEncoder);
const languageModelFile = await realModel(defaultLanguageModel);
const newsroom = loadDemoNewsroom();
const items = [...newsroom.olderItems, ...newsroom.articles];
const readers = newsroom.truth.readers.filter(({ kind }) => kind === 'reader');
const eventsOf = (userId: string) => newsroom.events.filter((event) => event.userId === userId) as StoredEvent[];
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.skipIf(!encoderFile)('the demo readers are known', () => {
  let encoder: SentenceEncoder;
  let snapshot: Snapshot;
  let profiles: Profile[];
  beforeAll(async () => {
    encoder = await openDefaultSentenceEncoder();
    snapshot = await buildSnapshot({
      events: newsroom.events as StoredEvent[],
      items,
      itemVectors: encodedItemVectors(encoder),
      encoderSha256: encoder.identity.fileSha256,
      encodeTerms: (terms) => encoder.encode(terms),
    });
    profiles = readers.map(({ userId }) => profileOf({ userId, events: eventsOf(userId) }, snapshot, demoNewsroomAsOf));
  });
  afterAll(() => encoder?.close());

  it('lies nearer to their own true interests than to those of others', () => {
    const truths = readers.map(({ interests }) => {
      const vectors = interests.map(({ topic }) => {
        const rows = items.filter(({ id }) => newsroom.truth.topics[id] === topic);
        return weightedDirection(
          rows.map(({ id }) => snapshot.items.get(id)!.vector),
          rows.map(() => 1),
          384,
        )!;
      });
      return weightedDirection(
        vectors,
        interests.map(({ share }) => share),
        384,
      )!;
    });
    const own = profiles.map((profile, reader) => dot(profile.vector!, truths[reader]!));
    expect(mean(own)).toBeGreaterThan(0.9);
    const nearest = profiles.filter((profile, reader) =>
      truths.every((truth) => dot(profile.vector!, truth) <= dot(profile.vector!, truths[reader]!)),
    );
    expect(nearest.length).toBeGreaterThanOrEqual(20);
  });

  it('names interests that a reader has: the largest lies in a section of their true ones', () => {
    const right = profiles.filter((profile, reader) =>
      readers[reader]!.interests.some(({ category }) => category === profile.interests[0]!.category),
    );
    expect(right.length).toBeGreaterThanOrEqual(22);
    for (const { interests } of profiles) for (const { name } of interests) expect(name).toMatch(/\p{L}{3}/u);
  });

  it('knows nothing of the bot and of the newcomer', () => {
    for (const userId of ['reader-zip', 'reader-new']) {
      const profile = profileOf({ userId, events: eventsOf(userId) }, snapshot, demoNewsroomAsOf);
      expect(profile).toMatchObject({ source: 'none', vector: null, interests: [] });
    }
  });

  it('gives 24 readers several different sentences of one article, near to their interests', async () => {
    const average = averageReader(profiles);
    const distinct: number[] = [];
    for (const article of newsroom.articles.slice(0, 6)) {
      const sentences = splitSentences(article.body!);
      const vectors = await encoder.encode(sentences.map(({ text }) => text));
      const focuses = profiles.map((profile) => chooseFocus(sentences, vectors, profile, { averageReader: average }));
      distinct.push(new Set(focuses.map((focus) => focus?.index)).size);
      for (const focus of focuses) if (focus) expect(focus.index).toBeGreaterThan(0);
    }
    expect(mean(distinct)).toBeGreaterThan(5);
  });

  it('finds an article’s own title more salient than any other article’s, nine times in ten', async () => {
    const { articles } = newsroom;
    const titles = await encoder.encode(articles.map(({ title }) => title));
    const margins: number[] = [];
    for (const [index, { body }] of articles.entries()) {
      const vectors = await encoder.encode(splitSentences(body!).map(({ text }) => text));
      const others = titles.filter((_, other) => other !== index).map((title) => salience(title, vectors));
      margins.push(salience(titles[index]!, vectors) - Math.max(...others));
    }
    expect(margins.filter((margin) => margin > 0).length / articles.length).toBeGreaterThan(0.88);
  });

  it('builds the same profile again from events in another order', () => {
    const [first] = readers;
    const again = profileOf(
      { userId: first!.userId, events: [...eventsOf(first!.userId)].reverse() },
      snapshot,
      demoNewsroomAsOf,
    );
    expect(again).toEqual(profiles[0]);
  });

  describe.skipIf(!languageModelFile)('to the default language model', () => {
    let languageModel: LanguageModel;
    beforeAll(async () => {
      languageModel = await openCatalogueLanguageModel(defaultLanguageModel, { device: 'cpu' });
    });
    afterAll(() => languageModel?.close());

    it('by sound soft tokens, different for different readers', () => {
      const projector = untrainedProjector();
      const softPrompts = profiles.map((profile) => projector.project(profile, languageModel));
      for (const softPrompt of softPrompts) {
        expect(softPrompt.count).toBeGreaterThanOrEqual(4);
        expect(checkSoftPrompt(softPrompt, languageModel)).toEqual([]);
      }
      expect(new Set(softPrompts.map(({ embeddings }) => embeddings.join())).size).toBe(profiles.length);
    });
  });
});
