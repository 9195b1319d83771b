import { unsaidTerms } from '../interests/sensitive-terms.ts';
import { isSensitive } from '../interests/sensitive-texts.ts';
import type { Profile } from '../profile.ts';
import { isRuledOut } from '../rules/obey-rules.ts';
import { parseRules, type ReaderRule } from '../rules/parse-rules.ts';
import type { Snapshot } from '../snapshot.ts';

interface Verdict {
  /** Places of the rules. */
  readonly ruledOutBy: readonly number[];
  readonly sensitive: boolean;
}

/** What a reader's rules and the workspace's privacy say of items; each item's text is gone through once. */
export class ItemVerdicts {
  readonly #rules: readonly ReaderRule[];
  readonly #unsaid: ReadonlySet<string>;
  readonly #items: Snapshot['items'];
  readonly #verdicts = new Map<string, Verdict>();

  constructor(rules: readonly string[], { items, policy }: Pick<Snapshot, 'items' | 'policy'>) {
    this.#rules = parseRules(rules);
    this.#unsaid = unsaidTerms(policy.sensitiveAllowances);
    this.#items = items;
  }

  /** What is taken out of a history, as `admittedEvidence` says it. @param itemIds of events that count */
  remarksOn(itemIds: Iterable<string>): Pick<Profile, 'ruleEffects' | 'sensitiveItemsLeftOut'> {
    const leftOut = this.#rules.map(() => 0);
    let sensitive = 0;
    for (const itemId of new Set(itemIds)) {
      const verdict = this.#verdictOn(itemId);
      if (!verdict) continue;
      for (const rule of verdict.ruledOutBy) leftOut[rule]!++;
      if (verdict.ruledOutBy.length === 0 && verdict.sensitive) sensitive++;
    }
    const effects = this.#rules.map(({ text, asks }, rule) => ({ rule: text, asks, itemsLeftOut: leftOut[rule]! }));
    return {
      ...(effects.length > 0 ? { ruleEffects: effects } : {}),
      ...(sensitive > 0 ? { sensitiveItemsLeftOut: sensitive } : {}),
    };
  }

  #verdictOn(itemId: string): Verdict | null {
    const known = this.#verdicts.get(itemId);
    if (known) return known;
    const item = this.#items.get(itemId);
    if (!item) return null;
    const verdict: Verdict = {
      ruledOutBy: this.#rules.flatMap((rule, index) =>
        rule.asks === 'without' && isRuledOut(item.text, item.category, rule) ? [index] : [],
      ),
      sensitive: isSensitive(item.text, this.#unsaid),
    };
    this.#verdicts.set(itemId, verdict);
    return verdict;
  }
}
