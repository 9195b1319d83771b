import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import { chooseFocus } from '../../profiles/focus/choose-focus.ts';
import { splitSentences } from '../../profiles/focus/sentences.ts';
import { buildProfile, type KnownItem } from '../../profiles/interests/build-profile.ts';
import { buildTermBackground } from '../../profiles/interests/telling-terms.ts';
import { dot, unit } from '../../profiles/interests/vector.ts';
import { defaultPrivacyPolicy, type PrivacyPolicy } from '../../profiles/privacy/policy.ts';
import { removalReport } from '../../profiles/privacy/removal-report.ts';
import { attributeDirections, withoutDirections } from '../../profiles/privacy/remove-attributes.ts';
import type { DenoisedEvent } from '../../profiles/profile.ts';
import { parseRules } from '../../profiles/rules/parse-rules.ts';

const axis = (index: number) => Float32Array.from({ length: 4 }, (_, at) => (at === index ? 1 : 0));
const item = (vector: Float32Array, text: string, category: string): KnownItem => ({ vector, text, category });
const items = new Map<string, KnownItem>([
  ['row1', item(axis(0), 'The rowing regatta on the river drew many crews.', 'sport')],
  ['row2', item(axis(0), 'A rowing crew wins the long regatta.', 'sport')],
  ['steal1', item(axis(1), 'Burglars empty a warehouse at night.', 'crime')],
  ['steal2', item(axis(1), 'Two burglars held after a warehouse break-in.', 'crime')],
  ['ill1', item(axis(2), 'What a new diabetes drug does for patients.', 'health')],
  ['ill2', item(axis(2), 'Living with diabetes: patients tell.', 'health')],
]);
const events = [...items.keys()].map(
  (itemId, index): DenoisedEvent => ({
    event: { id: itemId, userId: 'u', itemId, at: `2026-03-0${index + 1}T08:00:00Z`, kind: 'finish' },
    weight: 1,
    reasons: [],
  }),
);
const profile = (more: {
  rules?: string[];
  policy?: Partial<PrivacyPolicy>;
  ageBand?: 'child' | 'adult';
  consent?: 'unknown';
}) =>
  buildProfile({
    userId: 'u',
    events,
    items,
    background: buildTermBackground([...items.values()].map(({ text }) => text)),
    asOf: '2026-03-10T00:00:00Z',
    encoderSha256: 'e',
    denoiserVersion: 'd',
    ...more,
    policy: { ...defaultPrivacyPolicy, ...more.policy },
  });

describe('a rule of the reader or an editor', () => {
  it('takes its topic out of interests and vector, and shows', () => {
    expect(profile({}).vector![1]).toBeGreaterThan(0.5);
    const ruled = profile({ rules: ['no crime', 'plain titles', 'be nice'] });
    expect(ruled.vector![1]).toBe(0);
    expect(ruled.interests.flatMap(({ itemIds }) => itemIds)).not.toContain('steal1');
    expect(ruled.ruleEffects).toEqual([
      { rule: 'no crime', asks: 'without', itemsLeftOut: 2 },
      { rule: 'plain titles', asks: 'plainTitles', itemsLeftOut: 0 },
      { rule: 'be nice', asks: 'unclear', itemsLeftOut: 0 },
    ]);
  });

  it('is understood as people write it', () => {
    const asked = parseRules([
      'Never Politics.',
      'nothing about football news',
      'No more celebrity stories; sober headlines',
    ]);
    expect(asked.map((rule) => (rule.asks === 'without' ? rule.topic : rule.asks))).toEqual([
      'Politics',
      'football',
      'celebrity',
      'plainTitles',
    ]);
  });

  it('keeps its topic out of the focus too', () => {
    const body =
      'The town met on Monday to talk of many things. Burglars took all the boats of the rowing club last night. The rowing club will hold its regatta on the river all the same.';
    const sentences = splitSentences(body);
    const vectors = [axis(3), unit([0.9, 0.4, 0, 0])!, unit([0.5, 0, 0, 0.8])!];
    const interests = profile({}).interests.filter(({ category }) => category === 'sport');
    expect(chooseFocus(sentences, vectors, { interests })!.index).toBe(1);
    expect(chooseFocus(sentences, vectors, { interests, rules: ['no burglars'] })!.index).toBe(2);
  });
});

describe('what is nobody’s business', () => {
  it('is neither named nor in the vector unless the workspace allows it in words', () => {
    const shy = profile({});
    expect(shy.vector![2]).toBe(0);
    expect(shy.sensitiveItemsLeftOut).toBe(2);
    expect(JSON.stringify(shy.interests.map(({ name, terms }) => [name, terms]))).not.toContain('diabetes');
    const open = profile({ policy: { sensitiveAllowances: ['conditions may be named'] } });
    expect(open.vector![2]).toBeGreaterThan(0.5);
    expect(profile({ policy: { sensitiveAllowances: ['conditions may never be named'] } }).vector![2]).toBe(0);
  });

  it('is no focus: a sentence on a condition is passed over', () => {
    const sentences = splitSentences(
      'The town met on Monday to talk of many things. The rowing coach spoke of her depression and the long way back. The rowing club will hold its regatta on the river.',
    );
    const vectors = [axis(3), axis(0), unit([0.5, 0, 0, 0.8])!];
    const { interests } = profile({});
    expect(chooseFocus(sentences, vectors, { interests })!.index).toBe(2);
    expect(chooseFocus(sentences, vectors, { interests }, { unsaid: new Set() })!.index).toBe(1);
  });

  it('children and readers of unknown age are not personalised for where the workspace asks', () => {
    const policy = { adultsOnly: true };
    for (const reader of [{ ageBand: 'child' as const }, {}])
      expect(profile({ ...reader, policy })).toMatchObject({
        source: 'none',
        withheld: 'age',
        vector: null,
        events: [],
      });
    expect(profile({ ageBand: 'adult', policy }).source).toBe('behaviour');
    expect(profile({ ageBand: 'child' }).source).toBe('behaviour');
  });

  it('unknown consent counts as the workspace sets it', () => {
    expect(profile({ consent: 'unknown' }).source).toBe('behaviour');
    expect(profile({ consent: 'unknown', policy: { unknownConsent: 'refused' } }).withheld).toBe('consent');
  });
});

describe('an attribute that the workspace has named', () => {
  const random = seededRandom('attributes');
  const readers = Array.from({ length: 400 }, (_, index) => {
    const value = index % 3 === 0 ? 'a' : 'b';
    return {
      value,
      vector: unit(Array.from({ length: 16 }, (_, at) => random() - 0.5 + (at < 2 && value === 'a' ? 0.5 : 0)))!,
    };
  });
  const vectors = readers.map(({ vector }) => vector);
  const values = readers.map(({ value }) => value);

  it('can be read off the vectors, and no longer after it was taken out, by a probe on other readers', () => {
    const { directions, byValue } = removalReport(vectors, values);
    expect(directions).toBe(1);
    expect(byValue.a!.before.auc).toBeGreaterThan(0.85);
    expect(Math.abs(byValue.a!.after.auc! - 0.5)).toBeLessThan(0.12);
  });

  it('leaves every vector of a profile', () => {
    const directions = attributeDirections(vectors, values);
    for (const vector of vectors)
      expect(Math.abs(dot(withoutDirections(vector, directions)!, directions[0]!))).toBeLessThan(1e-6);
    const removed = profile({ policy: { removedDirections: [axis(0)] } });
    expect(removed.vector![0]).toBe(0);
    for (const { vector } of removed.interests) expect(vector[0]).toBe(0);
  });
});
