import { setImmediate } from 'node:timers/promises';
import { salience, salienceMeasure } from '../../profiles/focus/salience.ts';
import { softPromptHash } from '../../profiles/soft-prompt/soft-prompt-file.ts';
import { adapterFor, adapterProvenance } from '../adapter-choice.ts';
import { type AnalysedArticle, analyseArticle } from '../facts/analyse-article.ts';
import { articleChecker, checkFactsAgainst } from '../facts/check-facts.ts';
import { shippedScorer } from '../facts/score/shipped-scorer.ts';
import { formFaults } from '../form/form-faults.ts';
import { ruleFaults } from '../form/plain-title.ts';
import { type GateOutcome, gateCandidates } from '../gate/gate-candidates.ts';
import { judgeOnce } from '../gate/judge-once.ts';
import type { Candidate, Fallback, GenerationOutcome } from '../generation.ts';
import { promptVersion, sourceTokens } from '../prompt/article-frame.ts';
import { agreement } from './agreement.ts';
import { countsInOrder, headlineRanker, headlineScore } from './headline-ranker.ts';
import type {
  HeadlineArticle,
  HeadlineRequest,
  WritingModels,
  WritingOptions,
  WrittenText,
} from './headline-request.ts';
import { headlineScoreParts } from './headline-score.ts';
import { type ReaderBrief, readerBrief } from './reader-brief.ts';
import { unaidedLikelihoods } from './unaided-likelihood.ts';
import { defaultHeadlineWords, type WrittenCandidate, writeCandidates } from './write-candidates.ts';

export { passes } from '../gate/gate-candidates.ts';
export { defaultHeadlineWords } from './write-candidates.ts';

/**
 * Writes headlines of one article for many readers: all candidates of all of them in one batch behind the article's one
 * KV cache. Of each reader's candidates the best that is sound and supported stands; where none is, the article's own
 * title stands and says why.
 * @returns one for each request, in order
 * @throws AdapterChoiceError if an adapter is named that cannot write headlines
 */
export async function writeHeadlines(
  article: HeadlineArticle,
  requests: readonly HeadlineRequest[],
  models: WritingModels,
  options: WritingOptions,
): Promise<WrittenText[]> {
  const { languageModel, encoder } = models;
  const analysed = await analyseArticle(article, encoder, options);
  if (!analysed.language.served || analysed.sentences.length === 0) {
    const fallback: Fallback = analysed.language.served ? 'facts' : 'language';
    return requests.map((request) => ({
      outcome: originalTitle(article, analysed, request, models, fallback),
      softPrompt: null,
    }));
  }
  const adapter = adapterFor('headline', languageModel, options.adapter);
  const briefs = requests.map((request) => readerBrief(request, analysed, models, adapter, options.prompt));
  const written = await writeCandidates(analysed, requests, briefs, languageModel, options);
  const distinct = [...new Set(written)];
  const read = await Promise.all(distinct.map((own) => readCandidates(own, models, options)));
  const readings = new Map(distinct.map((own, index) => [own, read[index]!]));
  const judge = judgeOnce(analysed, models, {
    lane: options.lane,
    ...(options.factGate !== undefined && { threshold: options.factGate }),
    ...(options.signal && { signal: options.signal }),
  });
  const measure = salienceMeasure(analysed.sentenceVectors);

  const results: Promise<WrittenText>[] = [];
  for (const [index, request] of requests.entries()) {
    // Checking takes a millisecond or two a candidate: others get their turn between readers.
    await setImmediate();
    const { vectors, agreements, unaided } = readings.get(written[index]!)!;
    const brief = briefs[index]!;
    const historyText = (request.historyTexts ?? []).join('\n');
    const candidates = written[index]!.map(({ text, row, seed }, place): Candidate => {
      const faults = [
        ...formFaults(text, row, request.maxWords ?? defaultHeadlineWords),
        ...ruleFaults(text, request.profile?.rules),
      ];
      const verdict = checkFactsAgainst(text, vectors[place]!, analysed, { historyText });
      const parts = headlineScoreParts({
        text,
        verdict,
        salience: salience(vectors[place]!, measure),
        logProbabilities: row.logProbabilities,
        unaided: unaided?.get(text) ?? null,
        vector: vectors[place]!,
        others: vectors,
        agreement: agreements[place]!,
        article: analysed,
        profile: request.conditioning === 'none' ? null : request.profile,
        averageReader: request.averageReader ?? null,
        focusVector: brief.focusSentence >= 0 ? analysed.sentenceVectors[brief.focusSentence]! : null,
      });
      return { text, score: headlineScore(parts), scoreParts: parts, formFaults: faults, verdict, seed };
    });
    const gated = gateCandidates(candidates, analysed, judge, { scoreAll: options.everyPart === true });
    const result = gated.then((gate) => writtenText(article, analysed, request, models, brief, gate));
    // It is awaited with the others: a failure before that is not one that nobody hears of.
    result.catch(() => {});
    results.push(result);
  }
  return Promise.all(results);
}

/** What is read of one reader's candidates before they are ordered. */
interface CandidateReadings {
  readonly vectors: readonly Float32Array[];
  readonly agreements: readonly number[];
  /** Log-probability without the article by text, where it counts. */
  readonly unaided: ReadonlyMap<string, number> | null;
}

async function readCandidates(
  candidates: readonly WrittenCandidate[],
  { languageModel, encoder }: WritingModels,
  options: WritingOptions,
): Promise<CandidateReadings> {
  const texts = candidates.map(({ text }) => text);
  const [vectors, unaided] = await Promise.all([
    encoder.encode(texts, options),
    countsInOrder('gain') || options.everyPart ? unaidedLikelihoods(texts, languageModel, options) : null,
  ]);
  return { vectors, unaided, agreements: agreement(texts) };
}

function writtenText(
  article: HeadlineArticle,
  analysed: AnalysedArticle,
  request: HeadlineRequest,
  models: WritingModels,
  brief: ReaderBrief,
  { candidates, chosen }: GateOutcome,
): WrittenText {
  const { softPrompt, focus } = brief;
  const shared = { candidates, focus, conditioning: request.conditioning, seed: request.seed };
  const provenance = provenanceOf(request, models, brief);
  if (chosen !== null) {
    const { text, verdict } = candidates[chosen]!;
    return { outcome: { ...shared, text, chosen, verdict: verdict!, fallback: null, provenance }, softPrompt };
  }
  const original = originalTitle(article, analysed, request, models, fallbackOf(candidates));
  return { outcome: { ...original, ...shared, provenance }, softPrompt };
}

/** What kept the candidates from standing: form if all failed in it, else the facts, unless one was true and told other news. */
function fallbackOf(candidates: readonly Candidate[]): Fallback {
  if (candidates.some(({ heldBack }) => heldBack)) return 'salience';
  return candidates.every(({ formFaults: faults }) => faults.length > 0) ? 'form' : 'facts';
}

/** The article's own title, checked as any other text so that an editor sees what the body bears out. */
function originalTitle(
  article: HeadlineArticle,
  analysed: AnalysedArticle,
  request: HeadlineRequest,
  models: WritingModels,
  fallback: Fallback,
): GenerationOutcome {
  return {
    text: article.title,
    chosen: null,
    candidates: [],
    verdict: checkFactsAgainst(article.title, null, analysed),
    fallback,
    focus: null,
    conditioning: request.conditioning,
    seed: request.seed,
    provenance: provenanceOf(request, models, null),
  };
}

function provenanceOf(
  request: HeadlineRequest,
  { languageModel, encoder, projector }: WritingModels,
  brief: ReaderBrief | null,
) {
  const { name, fileSha256, quantization, device } = languageModel.identity;
  return {
    languageModel: name,
    languageModelSha256: fileSha256,
    quantization,
    device,
    ...adapterProvenance(brief?.adapter ?? null),
    encoderSha256: encoder.identity.fileSha256,
    promptVersion,
    sourceTokens,
    checker: `${articleChecker.name}@${articleChecker.version}`,
    factScorer: `${shippedScorer.name}@${shippedScorer.version}`,
    ranker: `${headlineRanker.name}@${headlineRanker.version}`,
    projector: `${projector.name}@${projector.version}`,
    ...(brief?.softPrompt && {
      softPromptSha256: softPromptHash(brief.softPrompt),
      softTokens: brief.softPrompt.count,
    }),
    ...(request.profile && { profileAsOf: request.profile.asOf, denoiser: request.profile.denoiserVersion }),
  };
}
