import type { TaskPrompt } from '../../generators/headline/reader-brief.ts';

/** Wordings of the headline task that were tried, by name. */
export const wordings: Readonly<Record<string, TaskPrompt>> = {
  plain: { instruction: 'Write a headline for this text.', cue: 'Headline:' },
  main: {
    instruction: 'Write one short newspaper headline that states the main news of this text. Use only its facts.',
    cue: 'Headline:',
  },
  summary: { instruction: 'Summarize this text in one short sentence of at most ten words.', cue: '' },
  whoDidWhat: {
    instruction:
      'Who did what? Answer in one short sentence with names from the text, in the style of a newspaper headline.',
    cue: '',
  },
  examples: {
    instruction:
      'Write a newspaper headline for this text. Headlines look like these: "Council approves new bus lanes after long debate", "Bakery wins prize for rye loaf", "Storm closes harbour for two days".',
    cue: 'Headline:',
  },
  shots: {
    instruction:
      'Write the headline of this text.\n\nOther headlines of this newspaper:\n- Council approves new bus lanes after long debate\n- Bakery wins prize for rye loaf\n- Storm closes harbour for two days',
    cue: '-',
  },
  title: { instruction: 'Write a title for this news story.', cue: 'Title:' },
  happened: { instruction: 'Write a headline that says what happened.', cue: 'Headline:' },
  agency: { instruction: 'Write a news agency headline for this text.', cue: 'Headline:' },
  news: { instruction: 'Write a news headline for this text.', cue: 'News headline:' },
};
