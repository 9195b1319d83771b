import { expect, it } from 'vitest';
import { greedy, openTinyModel, someIds } from './tiny-model.ts';

it('interactive rows run at once, in the middle of bulk rows, which pause and then finish unchanged', async () => {
  const model = await openTinyModel();
  const bulkRows = [1, 2, 3].map((seed) => ({
    tail: [{ ids: someIds(20, seed) }],
    sampling: greedy({ temperature: 1, seed, maxTokens: 120, bannedIds: [0] }),
  }));
  const bulkRequest = { prefix: someIds(60, 7), rows: bulkRows, lane: 'bulk' } as const;
  const undisturbed = await model.generate(bulkRequest);

  let interactive: Promise<unknown> | undefined;
  let bulkTokensAtStart = 0;
  let bulkTokensAtEnd = 0;
  let bulkTokens = 0;
  const bulk = model.generate({
    ...bulkRequest,
    onToken: () => {
      bulkTokens += 1;
      if (bulkTokens !== 30) return;
      bulkTokensAtStart = bulkTokens;
      const sampling = greedy({ maxTokens: 25, bannedIds: [0] });
      interactive = model
        .generate({ prefix: someIds(50, 8), rows: [{ tail: [{ ids: someIds(5, 9) }], sampling }], lane: 'interactive' })
        .then(() => {
          bulkTokensAtEnd = bulkTokens;
        });
    },
  });
  expect(await bulk).toEqual(undisturbed);
  await interactive;
  expect(bulkTokensAtEnd).toBeGreaterThanOrEqual(bulkTokensAtStart);
  expect(bulkTokensAtEnd).toBeLessThan(bulkTokens);
  const { recentLanes } = await model.statistics();
  const first = recentLanes.indexOf('interactive');
  const last = recentLanes.lastIndexOf('interactive');
  // From its first step to its last, no bulk step came between: a chunk of prefix, the tail, 24 further tokens.
  expect(recentLanes.slice(first, last + 1)).toEqual(new Array(26).fill('interactive'));
  expect(recentLanes.slice(last + 1)).toContain('bulk');
});

it('prefixes of one lane take turns', async () => {
  const model = await openTinyModel();
  const order: string[] = [];
  const ask = (name: string, seed: number) =>
    model.generate({
      prefix: someIds(10, seed),
      rows: [{ tail: [{ ids: someIds(3, seed) }], sampling: greedy({ maxTokens: 20, bannedIds: [0] }) }],
      lane: 'bulk',
      onToken: () => order.push(name),
    });
  await Promise.all([ask('a', 1), ask('b', 2)]);
  const firstOfB = order.indexOf('b');
  expect(firstOfB).toBeLessThan(order.lastIndexOf('a'));
  expect(order.slice(firstOfB, firstOfB + 10).filter((name) => name === 'b')).toHaveLength(5);
});
