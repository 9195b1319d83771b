import type { VersionedItem } from '../../datasets/item.ts';
import { adFactsText } from '../../generators/ad-title/ad-facts-text.ts';
import type { VerdictView } from '../api/schemas/verdict.ts';
import type { VariantRow } from '../store/results.ts';
import type { Actor } from '../store/review/actor.ts';
import type { ResultEvidence, ResultMaking } from '../store/review/entry-evidence.ts';
import type { QueueEntry } from '../store/review/review-queue.ts';
import type { ReviewDecisionRow } from '../store/review-tables.ts';
import { candidateReason } from './candidate-reasons.ts';
import { type ReaderLens, readerView } from './reader-view.ts';
import type { EntryDetailView } from './schemas/entry.ts';
import { decisionView, entryView } from './views.ts';
import { whyReaders } from './why-readers.ts';

/** Readers that come with the entry itself. */
export const readersWithEntry = 8;

/** What the view of one entry is made of. */
export interface EntryParts {
  readonly entry: QueueEntry;
  readonly variant: VariantRow;
  readonly item: VersionedItem;
  readonly currentVersion: number | null;
  readonly making: ResultMaking | null;
  readonly evidence: readonly ResultEvidence[];
  readonly decisions: readonly ReviewDecisionRow[];
}

/** All there is to know of one text, as one actor may see it. */
export function entryDetail(parts: EntryParts, actor: Actor, lens: ReaderLens): EntryDetailView {
  const { entry, variant, item, making, evidence } = parts;
  const outcome = making?.outcome ?? null;
  const chosen = outcome && outcome.chosen !== null ? (outcome.candidates[outcome.chosen] ?? null) : null;
  const reader = evidence[0]?.reader ?? null;
  return {
    entry: entryView(entry, actor),
    item: {
      id: item.id,
      version: item.version,
      current: parts.currentVersion === item.version,
      kind: item.kind,
      title: item.title,
      summary: item.summary ?? null,
      section: item.category ?? null,
      language: item.language ?? null,
      publishedAt: item.publishedAt ?? null,
      source: item.kind === 'ad' && item.facts ? adFactsText(item.facts) : (item.body ?? ''),
    },
    verdict: variant.verdict as VerdictView,
    fallback: outcome?.fallback ?? null,
    candidates: (outcome?.candidates ?? []).map((candidate) => ({
      text: candidate.text,
      chosen: candidate === chosen,
      why: candidateReason(candidate, chosen),
      score: candidate.score,
      scoreParts: { ...candidate.scoreParts },
      formFaults: [...candidate.formFaults],
      verdict: candidate.verdict as VerdictView | null,
    })),
    why: whyReaders(evidence, entry.readers),
    readers: evidence.slice(0, readersWithEntry).map((each) => readerView(each, lens)),
    seesReaders: lens.seesReaders,
    placements: [{ name: entry.placement, maximumWords: null, maximumCharacters: null }],
    provenance: {
      resultId: making?.id ?? null,
      jobId: making?.jobId ?? null,
      writtenAt: (making?.createdAt ?? variant.createdAt).toISOString(),
      conditioning: outcome?.conditioning ?? null,
      seed: outcome?.seed ?? null,
      checker: variant.verdict.checker,
      denoiserVersion: reader?.denoiserVersion ?? null,
      encoderSha256: reader?.encoderSha256 ?? null,
      projector: reader?.softPrompt?.projector ?? null,
      models: { ...outcome?.provenance },
    },
    decisions: parts.decisions.map((decision) => decisionView(decision, actor)),
  };
}
