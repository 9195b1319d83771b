/** One setting that is wrong, and what to do about it. */
export interface SettingsFault {
  /** Where it stands, e.g. `['denoise', 'thresholds', 'shortSeconds']`. */
  readonly path: readonly string[];
  readonly detail: string;
  readonly cure: string;
}

/** Settings that cannot be used; the message names every field with its cure, a line each. */
export class SettingsError extends RangeError {
  override readonly name = 'SettingsError';
  readonly faults: readonly SettingsFault[];

  constructor(faults: readonly SettingsFault[]) {
    super(faults.map(({ path, detail, cure }) => `${path.join('.')}: ${detail}; ${cure}`).join('\n'));
    this.faults = faults;
  }
}
