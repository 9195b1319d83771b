import { expect, it } from 'vitest';
import { sharingQuestions } from '../../generators/prompt/shared-question.ts';
import type { ScoringRequest } from '../../models/language-model.ts';
import { randomAdapter } from '../models/adapter/random-adapter.ts';
import { randomWeights } from '../models/decoder/random-weights.ts';
import { openTinyModel, someIds } from '../models/host/tiny-model.ts';

const weights = randomWeights();
const question = someIds(70, 4);
const request = (tails: ScoringRequest['rows'][number]['tail'][], adapter?: string): ScoringRequest => ({
  prefix: someIds(40, 1),
  rows: tails.map((tail, seed) => ({ tail, continuation: someIds(6, seed), ...(adapter && { adapter }) })),
  lane: 'bulk',
});
const asked = async (given: ScoringRequest) => {
  const model = await openTinyModel({ weights, quantization: 'fp32' });
  await model.loadAdapter(randomAdapter(weights, { name: 'facts' }));
  const plain = await model.score(given);
  const { steps } = await model.statistics();
  const sharing = sharingQuestions(model);
  const shared = await sharing.score(given);
  const first = (await model.statistics()).steps - steps;
  await sharing.score(given);
  return { plain, shared, again: (await model.statistics()).steps - steps - first };
};

it('texts behind it are as likely as before, up to rounding, and it costs nothing the second time', async () => {
  const { plain, shared, again } = await asked(request([[{ ids: question }], [{ ids: question }]]));
  for (const [row, values] of plain.entries())
    for (const [place, value] of values.entries()) expect(shared[row]![place]).toBeCloseTo(value, 4);
  // Two chunks of a tail before; now one step for both texts.
  expect(again).toBe(1);
});

it('where the questions differ, hold soft tokens or are read by an adapter, nothing changes', async () => {
  const soft = { embeddings: new Float32Array(weights.config.hiddenSize), madeFor: weights.fileSha256 };
  for (const given of [
    request([[{ ids: question }], [{ ids: someIds(70, 5) }]]),
    request([[{ ids: question }, soft], [{ ids: question }]]),
    request([[{ ids: question }], [{ ids: question }]], 'facts'),
    request([]),
  ]) {
    const { plain, shared } = await asked(given);
    expect(shared).toEqual(plain);
  }
});
