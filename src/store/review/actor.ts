/** Who decides: an editor who signed in, or an API key. */
export interface Actor {
  /** `editor:ID` or `key:ID`. */
  readonly id: string;
  /** Their name, or the key's label. */
  readonly name: string;
}
