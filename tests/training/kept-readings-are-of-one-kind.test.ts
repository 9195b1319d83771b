import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ReadingModels } from '../../generators/facts/score/fact-readings.ts';
import { fitLogistic } from '../../training/fact-scorer/fit-logistic.ts';
import { KeptReadings } from '../../training/fact-scorer/kept-readings.ts';

const article = 'The council approved a tram line to the harbour on Tuesday. Work begins in May.';

it('a file of readings is gone on with by the models that began it alone', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'kept-readings-')), 'newsroom.jsonl');
  await new KeptReadings(path).read(article, ['The council approved a tram line.'], {});
  const again = new KeptReadings(path);
  expect(again.get(article, 'The council approved a tram line.')).toBeDefined();
  await again.read(article, ['Work begins in May.'], {});
  expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(3);
  const others = { languageModel: { identity: { fileSha256: 'f'.repeat(64) } } } as unknown as ReadingModels;
  await expect(new KeptReadings(path).read(article, ['Work ends in May.'], others)).rejects.toThrow(
    /name another folder/,
  );
});

it('examples that were read by different models fit nothing', () => {
  const examples = [
    { features: { a: 1, b: 0 }, label: 1 as const, weight: 1 },
    { features: { a: 0 } as Record<string, number>, label: 0 as const, weight: 1 },
  ];
  expect(() => fitLogistic(examples, ['a', 'b'], { ridge: 0.1 })).toThrow(/lacks the feature b/);
});
