/** A failure that trying again would not cure: the job fails at once. Anything else a handler throws is tried again. */
export class PermanentJobError extends Error {
  override name = 'PermanentJobError';
}
