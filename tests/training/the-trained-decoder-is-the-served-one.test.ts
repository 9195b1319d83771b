import { describe, expect, it } from 'vitest';
import type { PromptPart } from '../../models/language-model.ts';
import { adapterOfParameters, parametersOfAdapter } from '../../training/adapter-of-parameters.ts';
import { taskTokensPlace } from '../../training/decoder/adapter-parameters.ts';
import { prefixStore } from '../../training/prefix-store.ts';
import { trainingRow } from '../../training/training-rows.ts';
import { tinyExamples, tinyParameters, tinyShape } from './tiny-examples.ts';
import { newFolder, openTinyTraining } from './tiny-training.ts';

describe('the training decoder', () => {
  it('says of a target what the served decoder says, where the adapter changes nothing', async () => {
    const { decoder, model } = await openTinyTraining();
    const parameters = tinyParameters(decoder, model);
    const taskTokens = parameters.slice(-tinyShape.taskTokens * decoder.config.hiddenSize);
    const store = prefixStore(model, decoder.config);
    const examples = tinyExamples(5);
    const rows = await Promise.all(
      examples.map(async (example) =>
        trainingRow(example, await store.content(example.prefix), 1, tinyShape.taskTokens, model),
      ),
    );
    const { logProbabilities, loss } = await decoder.score(parameters, rows);
    const madeFor = model.identity.fileSha256;
    const served = await Promise.all(
      examples.map(async ({ prefix, tail, target }) => {
        const parts = tail.map((piece): PromptPart => ('ids' in piece ? piece : { embeddings: taskTokens, madeFor }));
        const [of] = await model.score({ prefix, rows: [{ tail: parts, continuation: target }], lane: 'bulk' });
        return of!;
      }),
    );
    // Both in single precision; their sums run in other orders.
    served.forEach((of, row) => {
      of.forEach((value, at) => {
        expect(logProbabilities[row]![at]).toBeCloseTo(value, 3);
      });
    });
    const sum = served.flatMap((of) => [...of]).reduce((total, value) => total - value, 0);
    expect(loss).toBeCloseTo(sum, 2);
  });

  it('gives the same to a row alone and among longer ones', async () => {
    const { decoder, model } = await openTinyTraining();
    const parameters = tinyParameters(decoder, model, 0.05);
    const store = prefixStore(model, decoder.config);
    const rows = await Promise.all(
      tinyExamples(6).map(async (example) =>
        trainingRow(example, await store.content(example.prefix), 1, tinyShape.taskTokens, model),
      ),
    );
    const together = await decoder.score(parameters, rows);
    for (const [index, row] of rows.entries()) {
      const { logProbabilities } = await decoder.score(parameters, [row]);
      logProbabilities[0]!.forEach((value, at) => {
        expect(together.logProbabilities[index]![at]).toBeCloseTo(value, 4);
      });
    }
  });

  it('has gradients that agree with finite differences, for every kind of parameter', async () => {
    const { decoder, model } = await openTinyTraining();
    const parameters = tinyParameters(decoder, model, 0.1);
    const store = prefixStore(model, decoder.config);
    const rows = await Promise.all(
      tinyExamples(3).map(async (example) =>
        trainingRow(example, await store.content(example.prefix), 0.1, tinyShape.taskTokens, model),
      ),
    );
    const gradients = (await decoder.gradients(parameters, rows)).gradients.slice();
    const { parameterPlaces } = await import('../../training/decoder/adapter-parameters.ts');
    for (const { name, offset, count } of parameterPlaces(decoder.config, tinyShape)) {
      // Along the gradient of one matrix the loss must change as fast as that gradient is long.
      const part = gradients.subarray(offset, offset + count);
      const norm = Math.hypot(...part);
      const moved = async (distance: number) => {
        const changed = parameters.slice();
        part.forEach((value, at) => {
          changed[offset + at] = changed[offset + at]! + (distance * value) / norm;
        });
        return (await decoder.score(changed, rows)).loss;
      };
      const step = name === taskTokensPlace ? 0.05 : 0.02;
      const slope = ((await moved(step)) - (await moved(-step))) / (2 * step);
      expect(slope / norm, `slope of ${name}`).toBeCloseTo(1, 1);
    }
  });

  it('reads a kept prefix as it was rounded the first time', async () => {
    const { decoder, model } = await openTinyTraining();
    const folder = newFolder();
    const [example] = tinyExamples(1);
    const first = await prefixStore(model, decoder.config, folder).content(example!.prefix);
    const silent = { ...model, identity: model.identity, prefixCache: () => Promise.reject(new Error('not asked')) };
    const second = await prefixStore(silent, decoder.config, folder).content(example!.prefix);
    expect(second).toEqual(first);
    const exact = await model.prefixCache(example!.prefix);
    exact.keys[1]!.forEach((value, at) => {
      expect(first.keys[1]![at]).toBeCloseTo(value, 2);
    });
  });

  it('becomes an adapter and is read back from it', async () => {
    const { decoder, model } = await openTinyTraining();
    const parameters = tinyParameters(decoder, model, 0.05);
    const adapter = adapterOfParameters(parameters, decoder.config, tinyShape, {
      name: 'tiny',
      version: '1',
      task: 'headline',
      madeFor: model.identity.fileSha256,
      promptVersion: '1',
      trainedOn: 'nothing',
    });
    const back = parametersOfAdapter(adapter, decoder.config, tinyShape);
    expect(Math.max(...back.map((value, at) => Math.abs(value - parameters[at]!)))).toBeLessThan(1e-7);
    expect(() => parametersOfAdapter(adapter, decoder.config, { ...tinyShape, rank: 4 })).toThrow(
      /train with its rank/,
    );
  });
});
