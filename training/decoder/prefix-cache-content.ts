/** TEMPORARY: models/language-model.ts will carry it. */
export interface PrefixCacheContent {
  readonly length: number;
  readonly keys: readonly Float32Array[];
  readonly values: readonly Float32Array[];
}
