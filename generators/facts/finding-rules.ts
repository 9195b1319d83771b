/**
 * What each kind of finding can come to, by stable names: `number/rounded`, `name/absent`, `roles/reversed`. Counts,
 * features of a scorer and translations hang on them; a name once given keeps its meaning.
 */
export const rulesByKind = {
  number: [
    'same',
    'converted',
    'rounded',
    'hedged',
    'same-signs',
    'single-thing',
    'other-count',
    'other-figure',
    'absent',
  ],
  date: ['agrees', 'other-date', 'absent'],
  name: ['as-written', 'other-form', 'in-small-letters', 'absent', 'other-person'],
  quotation: ['quoted', 'shortened', 'own-words', 'scare', 'altered', 'absent', 'other-speaker'],
  negation: ['agrees', 'reversed', 'unsupported', 'opposite'],
  roles: ['agree', 'reversed'],
  binding: ['number', 'name', 'date'],
  modality: ['agrees', 'stronger', 'later-stage'],
  comparative: ['agrees', 'reversed', 'unsupported'],
  sentence: ['near', 'far', 'unread'],
  fact: ['stated', 'unstated-word', 'superlative'],
  leak: ['from-history'],
} as const;

export type FindingKind = keyof typeof rulesByKind;
export const findingKinds = Object.keys(rulesByKind) as [FindingKind, ...FindingKind[]];

export type FindingRule = { [Kind in FindingKind]: `${Kind}/${(typeof rulesByKind)[Kind][number]}` }[FindingKind];
