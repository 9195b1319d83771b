import type { AdFacts } from '../../datasets/item.ts';
import { softPromptHash } from '../../profiles/soft-prompt/soft-prompt-file.ts';
import { adapterFor, adapterProvenance } from '../adapter-choice.ts';
import { adapterDecoding, bannedIdsFor, candidateRows, defaultDecoding } from '../candidate-rows.ts';
import { adChecker, analyseAdFacts, checkAdTitle } from '../facts/check-ad-title.ts';
import { formFaults } from '../form/form-faults.ts';
import { sentenceCase, trimWrapping } from '../form/house-style.ts';
import { ruleFaults } from '../form/plain-title.ts';
import { wholeParts } from '../form/whole-parts.ts';
import type { Candidate, GenerationOutcome } from '../generation.ts';
import type { HeadlineRequest, WritingModels, WritingOptions, WrittenText } from '../headline/headline-request.ts';
import { promptVersion, sourceFrame, sourceTokens } from '../prompt/article-frame.ts';
import { adFactsText } from './ad-facts-text.ts';
import { type AdTitleBrief, adTitleBrief } from './ad-title-brief.ts';
import { adTitleScore, adTitleScoreParts } from './ad-title-score.ts';

/** An ad to write for. Its own title is the fallback. */
export interface Ad {
  readonly title: string;
  readonly facts: AdFacts;
  readonly language?: string;
}

export const defaultAdTitleWords = 12;
/** A name and two points: a title is no list. */
const mostParts = 3;
/** Labels of the facts, and discounts, which this model adds unasked. */
const bannedWords = ['%', 'off', 'brand', 'product', 'price', '!'];

/**
 * Writes titles of one ad for many readers behind one KV cache of its facts; the best candidate that is sound and says
 * nothing beyond the facts stands, else the advertiser's own title.
 * @returns one for each request, in order
 * @throws AdapterChoiceError if an adapter is named that cannot write ad titles
 */
export async function writeAdTitles(
  ad: Ad,
  requests: readonly HeadlineRequest[],
  models: WritingModels,
  options: WritingOptions,
): Promise<WrittenText[]> {
  const { languageModel, encoder, projector } = models;
  const { tokenizer } = languageModel;
  const facts = await analyseAdFacts(ad.facts, ad.language);
  const adapter = adapterFor('ad-title', languageModel, options.adapter);
  const briefs = requests.map((request) => adTitleBrief(request, ad.facts, models, adapter));
  const decodingOf = (brief: AdTitleBrief) =>
    options.decoding ?? (brief.adapter ? adapterDecoding : { ...defaultDecoding, bannedWords });
  const rows = requests.map((request, index) => {
    const brief = briefs[index]!;
    return candidateRows(
      brief.tail,
      request.candidates,
      request.seed,
      request.maxWords ?? defaultAdTitleWords,
      decodingOf(brief),
      bannedIdsFor(adFactsText(ad.facts), languageModel, decodingOf(brief)),
      brief.adapter,
    );
  });
  const rowRequest = rows.flatMap((row, index) => row.map(() => index));
  const generated = facts.language.served
    ? await languageModel.generate({
        prefix: sourceFrame(adFactsText(ad.facts), tokenizer),
        rows: rows.flat(),
        lane: options.lane,
        ...(options.signal && { signal: options.signal }),
      })
    : [];
  const written = generated.map((row, index) => {
    const request = rowRequest[index]!;
    const mostWords = requests[request]!.maxWords ?? defaultAdTitleWords;
    const text = trimWrapping(`${briefs[request]!.start} ${row.text.trim()}`);
    const whole = wholeParts(text, row.finish === 'stop', mostWords, mostParts);
    // A text that was cut back to whole parts is whole, however the model ended.
    return { text: sentenceCase(whole, facts.index), finish: whole === text ? row.finish : ('stop' as const) };
  });
  const texts = written.map(({ text }) => text);
  const vectors = texts.length > 0 ? await encoder.encode(texts, options) : [];

  let next = 0;
  return requests.map((request, index) => {
    const { softPrompt, adapter } = briefs[index]!;
    const mostWords = request.maxWords ?? defaultAdTitleWords;
    const historyText = (request.historyTexts ?? []).join('\n');
    const candidates = (facts.language.served ? rows[index]! : []).map((row): Candidate => {
      const at = next++;
      const verdict = checkAdTitle(texts[at]!, facts, historyText);
      const parts = adTitleScoreParts({
        text: texts[at]!,
        ad: ad.facts,
        verdict,
        logProbabilities: generated[at]!.logProbabilities,
        vector: vectors[at]!,
        profile: request.conditioning === 'none' ? null : request.profile,
      });
      const faults = [
        ...formFaults(texts[at]!, written[at]!, mostWords),
        ...ruleFaults(texts[at]!, request.profile?.rules),
      ];
      return {
        text: texts[at]!,
        score: adTitleScore(parts),
        scoreParts: parts,
        formFaults: faults,
        verdict,
        seed: row.sampling.seed,
      };
    });
    const { name, fileSha256, quantization, device } = languageModel.identity;
    const order = candidates
      .map((_, place) => place)
      .sort((a, b) => candidates[b]!.score - candidates[a]!.score || a - b);
    const chosen = order.find(
      (place) => candidates[place]!.formFaults.length === 0 && candidates[place]!.verdict?.label === 'supported',
    );
    const outcome: GenerationOutcome = {
      text: chosen === undefined ? ad.title : candidates[chosen]!.text,
      chosen: chosen ?? null,
      candidates,
      verdict: chosen === undefined ? checkAdTitle(ad.title, facts) : candidates[chosen]!.verdict!,
      fallback:
        chosen !== undefined
          ? null
          : !facts.language.served
            ? 'language'
            : candidates.every(({ formFaults: f }) => f.length > 0)
              ? 'form'
              : 'facts',
      focus: null,
      conditioning: request.conditioning,
      seed: request.seed,
      provenance: {
        languageModel: name,
        languageModelSha256: fileSha256,
        quantization,
        device,
        ...adapterProvenance(adapter),
        promptVersion,
        sourceTokens,
        checker: `${adChecker.name}@${adChecker.version}`,
        projector: `${projector.name}@${projector.version}`,
        ...(softPrompt && { softPromptSha256: softPromptHash(softPrompt), softTokens: softPrompt.count }),
      },
    };
    return { outcome, softPrompt };
  });
}
