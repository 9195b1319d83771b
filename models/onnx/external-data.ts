import { closeSync, openSync, writeSync } from 'node:fs';
import { basename } from 'node:path';

/** onnxruntime maps the file into memory; a page's alignment lets it do so tensor by tensor. */
const alignment = 4096;

/** The file beside an `.onnx` that holds its large tensors (ONNX external data), written as they come. */
export class ExternalDataWriter {
  readonly fileName: string;
  readonly #file: number;
  #length = 0;

  constructor(path: string) {
    this.fileName = basename(path);
    this.#file = openSync(path, 'w');
  }

  /** Appends bytes at the next aligned offset and says where they lie. */
  append(bytes: Uint8Array): { offset: number; length: number } {
    const offset = Math.ceil(this.#length / alignment) * alignment;
    let written = 0;
    while (written < bytes.length) {
      written += writeSync(this.#file, bytes, written, bytes.length - written, offset + written);
    }
    this.#length = offset + bytes.length;
    return { offset, length: bytes.length };
  }

  close(): void {
    closeSync(this.#file);
  }
}
