import { defaultPrivacyPolicy, type PrivacyPolicy } from '../privacy/policy.ts';
import { withoutDirections } from '../privacy/remove-attributes.ts';
import { isRuledOut, withoutRulesOf } from '../rules/obey-rules.ts';
import { parseRules } from '../rules/parse-rules.ts';
import type { KnownItem } from './build-profile.ts';
import { unsaidTerms } from './sensitive-terms.ts';
import { isSensitive } from './sensitive-texts.ts';

/**
 * What an item may add to a reader's profile: its vector without the attributes that the workspace has removed, or null
 * where a rule of the reader or the workspace's privacy keeps the item out.
 */
export function itemAdmission(
  rules: readonly string[],
  policy: PrivacyPolicy = defaultPrivacyPolicy,
): (item: KnownItem) => Float32Array | null {
  const without = withoutRulesOf(parseRules(rules));
  const unsaid = unsaidTerms(policy.sensitiveAllowances);
  return ({ text, category, vector }) =>
    without.some((rule) => isRuledOut(text, category, rule)) || isSensitive(text, unsaid)
      ? null
      : withoutDirections(vector, policy.removedDirections);
}
