/** Probability that a clicked item scores above one that was not, ties half; null without one of either. */
export function areaUnderCurve(clicked: readonly number[], passedOver: readonly number[]): number | null {
  if (clicked.length === 0 || passedOver.length === 0) return null;
  let won = 0;
  for (const a of clicked) for (const b of passedOver) won += a > b ? 1 : a === b ? 0.5 : 0;
  return won / (clicked.length * passedOver.length);
}

/** Spearman's correlation (mean ranks for ties); null for fewer than three pairs or where one side never varies. */
export function rankCorrelation(pairs: readonly { readonly x: number; readonly y: number }[]): number | null {
  if (pairs.length < 3) return null;
  const x = ranks(pairs.map((pair) => pair.x));
  const y = ranks(pairs.map((pair) => pair.y));
  const mean = (pairs.length + 1) / 2;
  let covariance = 0;
  let spreadX = 0;
  let spreadY = 0;
  for (let index = 0; index < pairs.length; index++) {
    covariance += (x[index]! - mean) * (y[index]! - mean);
    spreadX += (x[index]! - mean) ** 2;
    spreadY += (y[index]! - mean) ** 2;
  }
  return spreadX > 0 && spreadY > 0 ? covariance / Math.sqrt(spreadX * spreadY) : null;
}

function ranks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const ranked = new Array<number>(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let index = start; index < end; index++) ranked[order[index]!] = (start + end + 1) / 2;
    start = end;
  }
  return ranked;
}
