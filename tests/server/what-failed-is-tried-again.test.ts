import { expect, it } from 'vitest';
import { once } from '../../src/server/once.ts';

it('a model that could not be opened is opened for the next who asks, and then kept', async () => {
  let tries = 0;
  const model = once(async () => {
    tries++;
    if (tries === 1) throw new Error('the download was cut off');
    return { tries };
  });
  expect(model.started()).toBeNull();
  await expect(Promise.all([model(), model()])).rejects.toThrow('cut off');
  const [one, other] = await Promise.all([model(), model()]);
  expect(one).toBe(other);
  expect(await model.started()).toEqual({ tries: 2 });
});
