import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { ModelFileError } from '../file-range.ts';

const windowBytes = 1 << 20;

/** Reads a file's head forwards, a window at a time, and refuses to pass its end. */
export class ByteCursor {
  readonly size: number;
  readonly path: string;
  private readonly file: number;
  private window = new Uint8Array(0);
  private view = new DataView(this.window.buffer);
  private windowStart = 0;
  private at = 0;

  constructor(path: string) {
    this.path = path;
    this.file = openSync(path, 'r');
    this.size = fstatSync(this.file).size;
  }

  get position(): number {
    return this.at;
  }

  get remaining(): number {
    return this.size - this.at;
  }

  close(): void {
    closeSync(this.file);
  }

  /** Makes `length` bytes readable and returns where they begin in the window. */
  private need(length: number): number {
    if (length > this.remaining) {
      throw new ModelFileError(`${this.path} ends inside its header: it is truncated or damaged; fetch it again`);
    }
    if (this.at + length > this.windowStart + this.window.length) {
      const bytes = new Uint8Array(Math.min(Math.max(windowBytes, length), this.remaining));
      for (let read = 0; read < bytes.length; ) {
        const got = readSync(this.file, bytes, read, bytes.length - read, this.at + read);
        if (got === 0) throw new ModelFileError(`${this.path} shrank while it was read`);
        read += got;
      }
      this.window = bytes;
      this.view = new DataView(bytes.buffer);
      this.windowStart = this.at;
    }
    const start = this.at - this.windowStart;
    this.at += length;
    return start;
  }

  uint8(): number {
    return this.scalar(1, (view, start) => view.getUint8(start));
  }
  int8(): number {
    return this.scalar(1, (view, start) => view.getInt8(start));
  }
  uint16(): number {
    return this.scalar(2, (view, start) => view.getUint16(start, true));
  }
  int16(): number {
    return this.scalar(2, (view, start) => view.getInt16(start, true));
  }
  uint32(): number {
    return this.scalar(4, (view, start) => view.getUint32(start, true));
  }
  int32(): number {
    return this.scalar(4, (view, start) => view.getInt32(start, true));
  }
  float32(): number {
    return this.scalar(4, (view, start) => view.getFloat32(start, true));
  }
  float64(): number {
    return this.scalar(8, (view, start) => view.getFloat64(start, true));
  }
  /** @throws ModelFileError above 2^53 */
  uint64(): number {
    return this.safe(this.scalar(8, (view, start) => view.getBigUint64(start, true)));
  }
  int64(): number {
    return this.safe(this.scalar(8, (view, start) => view.getBigInt64(start, true)));
  }

  /** A string behind its 64-bit length in bytes. */
  string(): string {
    const length = this.uint64();
    const start = this.need(length);
    return new TextDecoder().decode(this.window.subarray(start, start + length));
  }

  private scalar<T>(length: number, read: (view: DataView, start: number) => T): T {
    const start = this.need(length);
    return read(this.view, start);
  }

  private safe(value: bigint): number {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new ModelFileError(`${this.path} states an absurd number: ${value}`);
    return number;
  }
}
