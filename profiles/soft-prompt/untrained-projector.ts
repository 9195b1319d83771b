import type { LanguageModel } from '../../models/language-model.ts';
import type { Interest, InterestTerm, Profile } from '../profile.ts';
import { withNormRatios } from './norm-ratio.ts';
import type { SoftPrompt, SoftPromptProjector } from './soft-prompt.ts';

export interface UntrainedProjectorOptions {
  /** Tokens in all, shared among the interests by their weight. */
  readonly tokens?: number;
  /** How far a token's norm departs from the model's median by its interest's share: 1 ± spread. Below 0.5. */
  readonly normSpread?: number;
}

interface PlannedToken {
  readonly interest: Interest;
  readonly terms: readonly InterestTerm[];
}

/**
 * The projector that needs no training: a token is a convex mixture of the model's own input-embedding rows of its
 * interest's telling terms, so it lies among things the model knows, scaled to the median norm of those rows (PPlug
 * matches norms by a constant). Heaviest interest first; a heavy interest has several tokens and a larger norm.
 * @throws RangeError on a token count that is not a positive whole number or a spread outside 0..0.5
 */
export function untrainedProjector(options: UntrainedProjectorOptions = {}): SoftPromptProjector {
  const { tokens = 6, normSpread = 0.2 } = options;
  if (!Number.isInteger(tokens) || tokens < 1)
    throw new RangeError(`"tokens" must be a positive whole number: ${tokens}`);
  if (!(normSpread >= 0 && normSpread < 0.5)) throw new RangeError(`"normSpread" must lie in 0..0.5: ${normSpread}`);
  const name = 'untrained-term-mixture';
  const version = `1-${tokens}-${normSpread}`;
  return {
    name,
    version,
    project(profile: Profile, languageModel: LanguageModel): SoftPrompt {
      const { hiddenSize, fileSha256 } = languageModel.identity;
      const planned = planTokens(profile.interests, tokens);
      const embeddings = new Float32Array(planned.length * hiddenSize);
      for (const [row, { interest, terms }] of planned.entries()) {
        const ratio = 1 + normSpread * (2 * Math.min(1, Math.max(0, interest.share)) - 1);
        embeddings.set(mixture(terms, languageModel, ratio * languageModel.medianEmbeddingNorm), row * hiddenSize);
      }
      return withNormRatios(
        {
          embeddings,
          count: planned.length,
          hiddenSize,
          madeFor: fileSha256,
          projector: { name, version },
          tokens: planned.map(({ interest, terms }) => ({
            interest: interest.name,
            terms: terms.map(({ term }) => term),
            share: interest.share,
          })),
        },
        languageModel.medianEmbeddingNorm,
      );
    },
  };
}

/** Shares the tokens out by largest remainder, at least one an interest while they last; terms go round its tokens. */
function planTokens(interests: readonly Interest[], tokens: number): PlannedToken[] {
  const named = interests
    .map((interest) => ({ interest, terms: termsWithSection(interest) }))
    .filter(({ terms }) => terms.length > 0)
    .sort((a, b) => b.interest.share - a.interest.share)
    .slice(0, tokens);
  const total = named.reduce((sum, { interest }) => sum + interest.share, 0);
  const counts = named.map(() => 1);
  for (let left = tokens - named.length; left > 0; left--) {
    let neediest = -1;
    let need = 0;
    for (const [index, { interest, terms }] of named.entries()) {
      // A token needs a term of its own to say anything new.
      if (counts[index]! >= terms.length) continue;
      const lack = interest.share / total / counts[index]!;
      if (lack > need) {
        neediest = index;
        need = lack;
      }
    }
    if (neediest < 0) break;
    counts[neediest]!++;
  }
  return named.flatMap(({ interest, terms }, index) =>
    Array.from({ length: counts[index]! }, (_, slot) => ({
      interest,
      terms: terms.filter((_, position) => position % counts[index]! === slot),
    })),
  );
}

/** The interest's terms with its section's name before them, as heavy as the heaviest: the most general thing known. */
function termsWithSection(interest: Interest): InterestTerm[] {
  const section = interest.category?.toLowerCase();
  const terms = interest.terms.filter(({ term, weight }) => term !== section && weight > 0);
  if (!section) return [...terms];
  return [{ term: section, weight: terms[0]?.weight ?? 1 }, ...terms];
}

/** Mean of the terms' embedding rows, weighted by term (a term's weight spread over its tokens), at the given norm. */
function mixture(terms: readonly InterestTerm[], languageModel: LanguageModel, targetNorm: number): Float64Array {
  const { hiddenSize } = languageModel.identity;
  const sum = new Float64Array(hiddenSize);
  for (const { term, weight } of terms) {
    // Inside a sentence a word begins with its space; that is the spelling the model has seen most.
    const ids = languageModel.tokenizer.encode(` ${term}`);
    const rows = languageModel.embedTokens(ids);
    for (let index = 0; index < rows.length; index++) sum[index % hiddenSize]! += (weight / ids.length) * rows[index]!;
  }
  const norm = Math.sqrt(sum.reduce((squares, value) => squares + value * value, 0));
  if (!(norm > 0)) throw new Error(`the terms "${terms.map(({ term }) => term).join(', ')}" have no embedding to mix`);
  return sum.map((value) => (value * targetNorm) / norm);
}
