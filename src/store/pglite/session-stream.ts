import { Duplex } from 'node:stream';

/** Where a client's bytes go. */
export interface SessionPort {
  send(clientId: number, bytes: Uint8Array<ArrayBuffer>): void;
  disconnect(clientId: number): void;
}

/** Stands where node-postgres expects a TCP socket, and takes the bytes to PGlite's thread instead. */
export class SessionStream extends Duplex {
  readonly clientId: number;
  readonly #port: SessionPort;
  #told = false;

  constructor(clientId: number, port: SessionPort) {
    super();
    this.clientId = clientId;
    this.#port = port;
  }

  /** Bytes from the database. */
  deliver(bytes: Uint8Array): void {
    this.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }

  connect(): this {
    setImmediate(() => this.emit('connect'));
    return this;
  }

  // What node-postgres and BullMQ ask of a socket and a port within the process has no need of.
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    this.#port.send(this.clientId, new Uint8Array(chunk));
    callback();
  }

  override _writev(chunks: { chunk: Buffer }[], callback: () => void): void {
    this.#port.send(this.clientId, new Uint8Array(Buffer.concat(chunks.map(({ chunk }) => chunk))));
    callback();
  }

  override _final(callback: () => void): void {
    this.#tellGone();
    this.push(null);
    callback();
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#tellGone();
    callback(error);
  }

  #tellGone(): void {
    if (this.#told) return;
    this.#told = true;
    this.#port.disconnect(this.clientId);
  }
}
