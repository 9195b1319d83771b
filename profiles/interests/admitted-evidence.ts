import type { PrivacyPolicy } from '../privacy/policy.ts';
import { withoutDirections } from '../privacy/remove-attributes.ts';
import type { Profile } from '../profile.ts';
import { obeyRules } from '../rules/obey-rules.ts';
import { parseRules } from '../rules/parse-rules.ts';
import type { KnownItem, ProfileInput } from './build-profile.ts';
import { evidenceByItem, type ItemEvidence } from './evidence.ts';
import { unsaidTerms } from './sensitive-terms.ts';
import { isSensitive } from './sensitive-texts.ts';
import type { InterestSettings } from './settings.ts';

/** What may be learnt from: evidence on known items that no rule and no privacy decision takes out. */
export interface AdmittedEvidence {
  readonly evidence: readonly ItemEvidence[];
  /** The items of the evidence, their vectors without the attributes that the workspace has removed. */
  readonly items: ReadonlyMap<string, KnownItem>;
  /** What was taken out, for the profile to show. */
  readonly remarks: Pick<Profile, 'ruleEffects' | 'sensitiveItemsLeftOut'>;
}

/** Rules outrank what was learnt: they are obeyed before anything is. */
export function admittedEvidence(
  { events, items, rules }: Pick<ProfileInput, 'events' | 'items' | 'rules'>,
  asOf: number,
  settings: InterestSettings,
  policy: PrivacyPolicy,
): AdmittedEvidence {
  const known = evidenceByItem(events, asOf, settings).filter(({ itemId }) => items.has(itemId));
  const { kept, effects } = obeyRules(known, parseRules(rules ?? []), (itemId) => items.get(itemId));
  const unsaid = unsaidTerms(policy.sensitiveAllowances);
  const admitted = new Map<string, KnownItem>();
  let sensitive = 0;
  for (const { itemId } of kept) {
    const item = items.get(itemId)!;
    if (isSensitive(item.text, unsaid)) {
      sensitive++;
      continue;
    }
    const vector = withoutDirections(item.vector, policy.removedDirections);
    if (vector) admitted.set(itemId, { ...item, vector });
  }
  return {
    evidence: kept.filter(({ itemId }) => admitted.has(itemId)),
    items: admitted,
    remarks: {
      ...(effects.length > 0 ? { ruleEffects: effects } : {}),
      ...(sensitive > 0 ? { sensitiveItemsLeftOut: sensitive } : {}),
    },
  };
}
