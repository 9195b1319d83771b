import type { InterestTerm } from '../profile.ts';
import type { InterestSettings } from './settings.ts';

/** The category that holds most of the weight, when it dominates. */
export function dominantCategory(
  group: readonly { readonly category?: string; readonly weight: number }[],
  settings: InterestSettings,
): string | undefined {
  const weights = new Map<string, number>();
  let total = 0;
  for (const { category, weight } of group) {
    total += weight;
    if (category) weights.set(category, (weights.get(category) ?? 0) + weight);
  }
  const [first] = [...weights].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return first && first[1] >= settings.dominantCategoryShare * total ? first[0] : undefined;
}

/** `Sport: rowing, regatta`; without a dominant category its terms alone, without terms its category alone. */
export function interestName(
  category: string | undefined,
  terms: readonly InterestTerm[],
  settings: InterestSettings,
): string {
  const section = category ? `${category[0]!.toUpperCase()}${category.slice(1)}` : undefined;
  const telling = terms
    .map(({ term }) => term)
    .filter((term) => term !== category?.toLowerCase())
    .slice(0, section ? settings.termsInName : settings.termsInName + 1);
  if (section) return telling.length > 0 ? `${section}: ${telling.join(', ')}` : section;
  return telling.length > 0 ? telling.join(', ') : 'Various';
}
