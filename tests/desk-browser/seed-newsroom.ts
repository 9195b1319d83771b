import { readFileSync } from 'node:fs';
import { type DemoNewsroom, loadDemoNewsroom } from '../../datasets/demo-newsroom/demo-newsroom.ts';
import type { Item } from '../../datasets/item.ts';
import { type AnalysedArticle, analyseArticle } from '../../generators/facts/analyse-article.ts';
import { checkFacts } from '../../generators/facts/check-facts.ts';
import type { Candidate, Focus } from '../../generators/generation.ts';
import { splitSentences } from '../../profiles/focus/sentences.ts';
import type { Profile } from '../../profiles/profile.ts';
import { readerEvidence } from '../../queues/handlers/reader-evidence.ts';
import { type JobInput, jobInputSchema } from '../../queues/job-contract.ts';
import { insertEvents } from '../../src/store/events.ts';
import { upsertItems } from '../../src/store/items.ts';
import { jobStore } from '../../src/store/job-store.ts';
import type { Store } from '../../src/store/store.ts';
import { submitJob } from '../../src/store/submit-jobs.ts';
import { upsertUsers } from '../../src/store/users.ts';
import { newsroomProfiles } from './newsroom-readers.ts';

/** A headline for some readers, written by hand for the test; some of them say what their article does not. */
interface Proposal {
  readonly itemId: string;
  readonly text: string;
  readonly readers: readonly string[];
}

const proposals: readonly Proposal[] = readFileSync(new URL('proposed-titles.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

export interface SeededNewsroom {
  readonly newsroom: DemoNewsroom;
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly proposals: readonly Proposal[];
}

/**
 * Fills a workspace as a day's work would: the demo newsroom, its readers, and headlines that wait for an editor, each
 * through the real check. A model is not needed: what it would write is given.
 * @param more further headlines to wait, cut from the articles' own sentences
 */
export async function seedNewsroom(store: Store, workspaceId: string, more = 0): Promise<SeededNewsroom> {
  const newsroom = loadDemoNewsroom();
  await upsertItems(store, workspaceId, [...newsroom.articles, ...newsroom.olderItems, ...newsroom.ads]);
  await upsertUsers(store, workspaceId, newsroom.users);
  await insertEvents(store, workspaceId, newsroom.events);
  const profiles = await newsroomProfiles(newsroom);
  const readers = newsroom.users.map(({ id }) => id);
  const sentences = newsroom.articles.flatMap((item) =>
    splitSentences(item.body ?? '').map(({ text }, index): Proposal => {
      return { itemId: item.id, text, readers: [readers[(index * 7) % readers.length]!] };
    }),
  );
  const all = [...proposals, ...sentences.slice(0, more)];
  const analysed = new Map<string, AnalysedArticle>();
  const checked = new Map<Proposal, Candidate>();
  for (const proposal of all) {
    const item = newsroom.articles.find(({ id }) => id === proposal.itemId)!;
    const article = analysed.get(item.id) ?? (await analyseArticle({ body: item.body!, ...published(item) }));
    analysed.set(item.id, article);
    const verdict = await checkFacts(proposal.text, article);
    const scoreParts = { facts: verdict.score };
    checked.set(proposal, { text: proposal.text, score: verdict.score, scoreParts, formFaults: [], verdict, seed: 1 });
  }
  for (const proposal of all) {
    const item = newsroom.articles.find(({ id }) => id === proposal.itemId)!;
    const others = proposals.filter(({ itemId, text }) => itemId === item.id && text !== proposal.text);
    await write(store, workspaceId, proposal, {
      candidates: [
        checked.get(proposal)!,
        ...others.map((other) => ({ ...checked.get(other)!, score: 0.6 * checked.get(proposal)!.score })),
      ],
      focus: nearestSentence(item, proposal.text),
      profiles,
    });
  }
  return { newsroom, profiles, proposals };
}

const published = (item: Item) => (item.publishedAt ? { publishedAt: item.publishedAt } : {});

/** Runs one job to its end as a worker does. */
async function write(
  store: Store,
  workspaceId: string,
  { itemId, readers }: Proposal,
  given: {
    readonly candidates: readonly Candidate[];
    readonly focus: Omit<Focus, 'interest'>;
    readonly profiles: ReadonlyMap<string, Profile>;
  },
): Promise<void> {
  const input: JobInput = jobInputSchema.parse({ kind: 'headline', itemId, audience: { userIds: [...readers] } });
  const { job } = await submitJob(store, workspaceId, input);
  const claimed = await jobStore(store).claimJob(job.id, 'the seed', 60_000);
  if (!claimed) throw new Error(`job ${job.id} could not be claimed`);
  const [chosen] = given.candidates;
  const results = readers.map((userId) => {
    const profile = given.profiles.get(userId)!;
    const interest = profile.interests[0]?.name;
    return {
      audience: { userId },
      kind: job.input.kind,
      itemId,
      itemVersion: 1,
      placement: input.placement,
      outcome: {
        text: chosen!.text,
        chosen: 0,
        candidates: given.candidates,
        verdict: chosen!.verdict!,
        fallback: null,
        focus: interest === undefined ? null : { ...given.focus, interest },
        conditioning: input.conditioning,
        seed: input.seed,
        provenance: { promptVersion: '1', modelSha256: 'a'.repeat(64), quantization: 'int8' },
      },
      reader: readerEvidence(profile, null),
    };
  });
  if (!(await jobStore(store).completeJob(job.id, claimed.fence, results)))
    throw new Error(`job ${job.id} could not be completed`);
}

/** The article's sentence that shares most words with a text. */
function nearestSentence(item: Item, text: string): Omit<Focus, 'interest'> {
  const words = (sentence: string) => new Set(sentence.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu));
  const wanted = words(text);
  const shared = (sentence: string) => [...words(sentence)].filter((word) => wanted.has(word)).length;
  const [best] = splitSentences(item.body ?? '').sort((a, b) => shared(b.text) - shared(a.text));
  return { text: best!.text, span: { start: best!.start, end: best!.end }, similarity: 0.5 };
}
