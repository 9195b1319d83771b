/**
 * llama.cpp stores the q and k rows of the llama architecture permuted, so that rotary pairs stand side by side
 * (0, d/2, 1, d/2 + 1, …); the hub stores each head's first halves before its second halves. Returns, for each row in
 * the hub's order, the row that holds it in the GGUF file.
 */
export function rowsInHalfSplitOrder(rows: number, heads: number): Uint32Array {
  const headRows = rows / heads;
  const half = headRows / 2;
  const order = new Uint32Array(rows);
  for (let head = 0; head < heads; head++) {
    for (let pair = 0; pair < half; pair++) {
      order[head * headRows + pair] = head * headRows + pair * 2;
      order[head * headRows + half + pair] = head * headRows + pair * 2 + 1;
    }
  }
  return order;
}

/** Copies rows of `width` elements into a new order. */
export function reorderRows<Elements extends Float32Array | Uint8Array>(
  elements: Elements,
  width: number,
  order: Uint32Array,
): Elements {
  const reordered = elements.slice() as Elements;
  for (let row = 0; row < order.length; row++) {
    const from = order[row]! * width;
    reordered.set(elements.subarray(from, from + width), row * width);
  }
  return reordered;
}
