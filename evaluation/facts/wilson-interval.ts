/** A share with its 95 % interval (Wilson, 1927), which stays honest near 0 and 1 and for small samples. */
export function wilsonInterval(hits: number, of: number): { value: number; low: number; high: number } {
  if (of === 0) return { value: Number.NaN, low: 0, high: 1 };
  const z = 1.96;
  const value = hits / of;
  const centre = (value + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z * Math.sqrt((value * (1 - value)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  return { value, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
