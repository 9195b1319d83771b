/**
 * A row's own stream of random numbers in [0, 1): sfc32 (Doty-Humphrey's small fast counting generator), started from
 * the seed alone, so that a row draws the same numbers whatever else is in its batch.
 */
export function seededRandom(seed: number): () => number {
  let [a, b, c, counter] = [seed | 0, Math.floor(seed / 2 ** 32) | 0, 0x9e3779b9 | 0, 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // Seeds that differ by one bit need a few rounds to part.
  for (let round = 0; round < 15; round++) next();
  return next;
}
