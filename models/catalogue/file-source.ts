import type { CatalogueFile } from './catalogue-entry.ts';

/** One try to get one file. */
export interface Pull {
  readonly signal?: AbortSignal;
  readonly onBytes: (bytes: number, total: number) => void;
}

/** Something that can yield a catalogue's files. It puts a file into its place only after checking it. */
export interface FileSource {
  readonly name: string;
  offers(file: CatalogueFile): boolean;
  /** @throws SourceUnavailable if the source cannot be asked; ModelFileError if what it yields is another file */
  fetch(file: CatalogueFile, target: string, pull: Pull): Promise<void>;
  /** Removes what the source laid aside. */
  close(): Promise<void>;
}

/** A source that cannot be asked here and now; the message says why, and the cure if there is one. */
export class SourceUnavailable extends Error {
  override name = 'SourceUnavailable';
}
