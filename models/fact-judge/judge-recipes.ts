/** How a published model that judges (document, claim) pairs is asked, and what of its output is the answer. */
export interface JudgeRecipe {
  /** Where its makers publish it. */
  readonly source: string;
  /** What it is given: both texts as a pair, or one prompt. */
  readonly input: 'pair' | ((document: string, claim: string) => string);
  /**
   * `classes`: a sequence classifier; `supported` is the class that bears the claim out, by its label in config.json or
   * by its index. `next token`: an encoder-decoder whose first written token answers.
   */
  readonly head:
    | { readonly kind: 'classes'; readonly supported: RegExp | number }
    | { readonly kind: 'next token'; readonly yes: number; readonly no: number };
  /** Tokens that go in at once; a longer document is read window by window, and the best window counts. */
  readonly windowTokens: number;
}

/**
 * Models that judge better than the scorer that ships and are too large to ship. Each needs a folder with config.json,
 * tokenizer.json and onnx/model.onnx (`optimum-cli export onnx --model SOURCE FOLDER/onnx`, then the two JSON files moved
 * up); terms are their makers'.
 */
export const judgeRecipes = {
  'minicheck-flan-t5-large': {
    source: 'lytang/MiniCheck-Flan-T5-Large',
    input: (document, claim) => `predict: ${document}</s>${claim}`,
    head: { kind: 'next token', yes: 209, no: 3 },
    windowTokens: 2048,
  },
  'minicheck-roberta-large': {
    source: 'lytang/MiniCheck-RoBERTa-Large',
    input: 'pair',
    head: { kind: 'classes', supported: 1 },
    windowTokens: 512,
  },
  'factcg-deberta-v3-large': {
    source: 'yaxili96/FactCG-DeBERTa-v3-Large',
    input: (document, claim) =>
      `${document}\n\nChoose your answer: based on the paragraph above can we conclude that "${claim}"?\n\n` +
      'OPTIONS:\n- Yes\n- No\nI think the answer is ',
    head: { kind: 'classes', supported: 1 },
    windowTokens: 2048,
  },
  'alignscore-large': {
    source: 'yzha/AlignScore',
    input: 'pair',
    // The three-way head; its first class is "aligned".
    head: { kind: 'classes', supported: 0 },
    windowTokens: 512,
  },
  'hhem-2.1-open': {
    source: 'vectara/hallucination_evaluation_model',
    input: (document, claim) =>
      `<pad> Determine if the hypothesis is true given the premise?\n\nPremise: ${document}\n\nHypothesis: ${claim}`,
    head: { kind: 'classes', supported: 1 },
    windowTokens: 2048,
  },
  'deberta-v3-nli': {
    source: 'MoritzLaurer/DeBERTa-v3-base-mnli-fever-anli',
    input: 'pair',
    head: { kind: 'classes', supported: /^entail/iu },
    windowTokens: 512,
  },
} as const satisfies Readonly<Record<string, JudgeRecipe>>;

export type JudgeName = keyof typeof judgeRecipes;
