/**
 * Words that tell something as settled, and stems of which the article must have one: "convicted" of a man who is only
 * accused, "passes" of a bill that is only moved. Each with stems that show the weaker stage the article speaks of.
 */
export interface StrongWord {
  readonly words: RegExp;
  readonly needs: ReadonlySet<string>;
  readonly weaker: ReadonlySet<string>;
  readonly rule: 'modality/later-stage' | 'modality/stronger';
}

const strong = (
  words: RegExp,
  needs: string,
  weaker: string,
  rule: StrongWord['rule'] = 'modality/later-stage',
): StrongWord => ({
  words,
  needs: new Set(needs.split(' ')),
  weaker: new Set(weaker.split(' ')),
  rule,
});

export const strongWords: readonly StrongWord[] = [
  strong(
    /^convicted$/u,
    'convict conviction guilt guilty plead pled sentenc jury found admit',
    'accus charg suspect alleg indict trial arrest su complaint lawsuit',
  ),
  strong(
    /^(?:jailed|imprisoned)$/u,
    'jail imprison prison sentenc custody bars detain',
    'accus charg suspect alleg indict fac',
  ),
  strong(/^certain$/u, 'certain sure guarante inevit', 'expect lik could may might'),
  strong(
    /^(?:approves?|approved)$/u,
    'approv approval pass adopt back agre accept endors clear ratify grant authoriz authoris vot support ok sign allow permit select',
    'propos plan consid seek ask introduc want call',
  ),
  strong(
    /^pass(?:es|ed)?$/u,
    'pass passag adopt approv enact vot sign clear through spend',
    'introduc propos sponsor co-sponsor reintroduc unveil plan call',
  ),
  strong(/^forc(?:es|e|ed)$/u, 'forc compel oblig requir mak order coerc push', 'urg ask call request press demand'),
  strong(
    /^secur(?:es|e|ed)$/u,
    'secur win won get got obtain receiv award grant land deliv announc provid safe sign seal sav earn clinch',
    'call urg ask demand seek request',
  ),
  strong(
    /^(?:beats?|defeats?)$/u,
    'beat defeat win won victory top triumph overcom past edg thrash saw knock crush eas lost victor outpac exceed',
    'su lawsuit complaint suit fil alleg challeng fac',
  ),
];
