/**
 * Scales gradients so that their Euclidean norm is at most `most` (Pascanu et al. 2013), in place.
 * @returns the norm before
 * @throws if it is not finite: training diverged
 */
export function clipGradients(gradients: Float32Array, most: number): number {
  let sum = 0;
  for (let at = 0; at < gradients.length; at++) sum += gradients[at]! * gradients[at]!;
  const norm = Math.sqrt(sum);
  if (!Number.isFinite(norm)) {
    throw new Error('the gradients are not finite: lower the learning rate and resume from the last checkpoint');
  }
  if (norm > most) {
    const factor = most / norm;
    for (let at = 0; at < gradients.length; at++) gradients[at] = gradients[at]! * factor;
  }
  return norm;
}
