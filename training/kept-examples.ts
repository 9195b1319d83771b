import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainingExample } from './example.ts';
import type { TaskExamples } from './task-examples.ts';

/** The examples that a run's folder began with; made and kept there the first time, so that a resumed run has the same. */
export async function keptExamples(folder: string, make: () => Promise<TaskExamples>): Promise<TaskExamples> {
  const path = join(folder, 'examples.jsonl');
  if (existsSync(path)) {
    const examples: { train: TrainingExample[]; heldOut: TrainingExample[] } = { train: [], heldOut: [] };
    for (const line of readFileSync(path, 'utf8').split('\n').filter(Boolean)) {
      const { part, ...example } = JSON.parse(line) as TrainingExample & { part: keyof TaskExamples };
      examples[part].push(example);
    }
    return examples;
  }
  const examples = await make();
  mkdirSync(folder, { recursive: true });
  const lines = (['train', 'heldOut'] as const).flatMap((part) =>
    examples[part].map((example) => `${JSON.stringify({ part, ...example })}\n`),
  );
  writeFileSync(`${path}.unfinished`, lines.join(''));
  renameSync(`${path}.unfinished`, path);
  return examples;
}
