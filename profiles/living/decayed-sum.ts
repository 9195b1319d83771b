/**
 * A sum of weighted vectors in which older ones fade: each is put in at `weight · 2^((at − epoch)/halfLife)`, so that time
 * passing changes the scale of the whole but not its direction, and nothing has to be touched as time goes by.
 */
export class DecayedSum {
  readonly sum: Float64Array;
  mass = 0;

  constructor(dimensions: number) {
    this.sum = new Float64Array(dimensions);
  }

  /** Adds a vector; a negative weight takes it out again. */
  add(vector: Float32Array, weight: number): void {
    this.mass += weight;
    for (let index = 0; index < vector.length; index++) this.sum[index]! += weight * vector[index]!;
  }
}
