import type { AnalysedArticle } from '../../generators/facts/analyse-article.ts';
import { judgeTexts } from '../../generators/facts/judge-texts.ts';
import { formFaults } from '../../generators/form/form-faults.ts';
import { type HeadlineParts, headlineScore } from '../../generators/headline/headline-ranker.ts';
import type { WritingModels } from '../../generators/headline/headline-request.ts';
import { defaultHeadlineWords, passes, writeHeadlines } from '../../generators/headline/write-headlines.ts';
import { type MeasuredArticle, scoreText, type TextScores } from './score-text.ts';
import { shortenSentence } from './shorten-sentence.ts';

/** Who makes the headline: the model with its adapter, the model alone, the body's first sentence whole or shortened. */
export const headlineArms = ['trained', 'untrained', 'firstSentence', 'shortenedFirstSentence'] as const;
export type HeadlineArm = (typeof headlineArms)[number];

export interface WritingSettings {
  readonly candidates: number;
  readonly seed: number;
  /** Reads all that could order the candidates, and scores them all; else as in service, until one stands. */
  readonly everyPart?: boolean;
}

/** A candidate in figures alone: what the ranker sees, and what it is worth. */
export interface MeasuredCandidate {
  readonly parts: HeadlineParts;
  /** Also false where it was not scored, since one before it stands. */
  readonly passes: boolean;
  readonly sound: boolean;
  readonly scores: TextScores;
}

/**
 * The model's candidates for an article's headline, for nobody in particular. The article's title is not given.
 * @param adapter name of a loaded adapter, null to write without
 */
export async function writtenCandidates(
  measured: MeasuredArticle,
  models: WritingModels,
  { candidates, seed, everyPart = false }: WritingSettings,
  adapter: string | null,
): Promise<MeasuredCandidate[]> {
  const [written] = await writeHeadlines(
    { title: '', body: measured.article.body, language: 'en' },
    [{ profile: null, conditioning: 'none', seed, candidates }],
    models,
    { lane: 'bulk', adapter, everyPart },
  );
  const all = written!.outcome.candidates;
  const vectors = await models.encoder.encode(all.map(({ text }) => text));
  return all.map((candidate, index) => ({
    parts: candidate.scoreParts as HeadlineParts,
    passes: passes(candidate),
    sound: candidate.formFaults.length === 0,
    scores: scoreText({ ...candidate, verdict: candidate.verdict!, vector: vectors[index]! }, measured),
  }));
}

/**
 * The candidate that stands for an article: the best that passes or, where none does, the best of those that fail, sound
 * ones first. There is no fallback.
 */
export function standing(candidates: readonly MeasuredCandidate[]): MeasuredCandidate {
  const ordered = [...candidates].sort((a, b) => headlineScore(b.parts) - headlineScore(a.parts));
  return ordered.find((one) => one.passes) ?? ordered.find((one) => one.sound) ?? ordered[0]!;
}

/** Figures of the body's first sentence, whole or shortened by rules, judged as a written headline is. */
export async function sentenceScores(
  measured: MeasuredArticle,
  models: Pick<WritingModels, 'encoder' | 'languageModel'>,
  shortened: boolean,
): Promise<TextScores> {
  const sentence = firstSentence(measured.article);
  const text = shortened ? shortenSentence(sentence) : sentence;
  const [vector] = await models.encoder.encode([text]);
  const [verdict] = await judgeTexts([text], measured.article, models, { lane: 'bulk' });
  const faults = formFaults(text, { finish: 'stop' }, defaultHeadlineWords);
  return scoreText({ text, vector: vector!, verdict: verdict!, formFaults: faults }, measured);
}

const firstSentence = ({ sentences }: AnalysedArticle): string => (sentences[0]?.text ?? '').replace(/\s+/gu, ' ');
