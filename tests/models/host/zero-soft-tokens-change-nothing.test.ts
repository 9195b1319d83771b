import { expect, it } from 'vitest';
import { greedy, openTinyModel, someIds } from './tiny-model.ts';

it('zero soft tokens give the plain prompt, and soft tokens that are the model own rows give those tokens', async () => {
  const model = await openTinyModel();
  const madeFor = model.identity.fileSha256;
  const prefix = someIds(20, 1);
  const [task, cue] = [someIds(6, 2), someIds(4, 3)];
  const plain = await model.firstLogits(prefix, [{ ids: [...task, ...cue] }]);
  const none = { embeddings: new Float32Array(0), madeFor };
  expect(await model.firstLogits(prefix, [{ ids: task }, none, { ids: cue }])).toEqual(plain);

  const words = someIds(3, 4);
  const asIds = await model.firstLogits(prefix, [{ ids: [...task, ...words, ...cue] }]);
  const asSoft = { embeddings: model.embedTokens(words), madeFor };
  expect(await model.firstLogits(prefix, [{ ids: task }, asSoft, { ids: cue }])).toEqual(asIds);
  expect(asIds).not.toEqual(plain);

  const sampling = greedy({ maxTokens: 16 });
  const rows = [
    { tail: [{ ids: task }, none, { ids: cue }], sampling },
    { tail: [{ ids: [...task, ...cue] }], sampling },
  ];
  const [withNone, without] = await model.generate({ prefix, rows, lane: 'bulk' });
  expect(withNone).toEqual(without);
});

it('a soft prompt made for another file, torn, or not finite is refused', async () => {
  const model = await openTinyModel();
  const { hiddenSize, fileSha256 } = model.identity;
  const ask = (embeddings: Float32Array, madeFor: string) =>
    model.firstLogits(someIds(3, 1), [{ embeddings, madeFor }]);
  await expect(ask(new Float32Array(hiddenSize), 'f00d')).rejects.toThrow(/made for the model file f00d/);
  await expect(ask(new Float32Array(hiddenSize + 1), fileSha256)).rejects.toThrow(/not whole rows of 64/);
  await expect(ask(new Float32Array(hiddenSize).fill(Number.NaN), fileSha256)).rejects.toThrow(/not finite/);
});
