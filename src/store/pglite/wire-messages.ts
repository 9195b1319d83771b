/**
 * The little of PostgreSQL's wire protocol (version 3, PostgreSQL manual chapter "Frontend/Backend Protocol") that is
 * needed to let many clients share one PGlite session: cutting client bytes into whole requests, and answering the
 * start-up that a session which has long begun can no longer answer.
 */

const messageType = { query: 0x51, sync: 0x53, terminate: 0x58, functionCall: 0x46, copyDone: 0x63, copyFail: 0x66 };
const requestEnds = new Set([
  messageType.query,
  messageType.sync,
  messageType.functionCall,
  messageType.copyDone,
  messageType.copyFail,
]);
const startupVersion = 196_608;
const sslRequest = 80_877_103;
const gssRequest = 80_877_104;

/** What a client's bytes amount to. */
export type ClientRequest =
  | { readonly kind: 'startup' }
  | { readonly kind: 'encryption' }
  | { readonly kind: 'terminate' }
  /** A simple query, or extended-protocol messages up to their Sync. */
  | { readonly kind: 'query'; readonly bytes: Uint8Array };

/** Gathers a client's bytes until they make whole requests. */
export class RequestReader {
  #pending: Buffer = Buffer.alloc(0);
  #started = false;

  /** @returns the requests that these bytes complete, in order */
  read(bytes: Uint8Array): ClientRequest[] {
    this.#pending =
      this.#pending.length === 0
        ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        : Buffer.concat([this.#pending, bytes]);
    const requests: ClientRequest[] = [];
    let start = 0;
    let end = 0;
    while (true) {
      const length = this.#messageLength(end);
      if (length === null) break;
      const type = this.#pending[end]!;
      if (!this.#started) {
        requests.push(this.#readStartup(end));
        start = end += length;
        continue;
      }
      end += length;
      if (type === messageType.terminate) {
        requests.push({ kind: 'terminate' });
        start = end;
      } else if (requestEnds.has(type)) {
        requests.push({ kind: 'query', bytes: this.#pending.subarray(start, end) });
        start = end;
      }
    }
    this.#pending = this.#pending.subarray(start);
    return requests;
  }

  /** Bytes of the message that begins at `offset`, or null while it is incomplete. */
  #messageLength(offset: number): number | null {
    const header = this.#started ? 1 : 0;
    if (this.#pending.length < offset + header + 4) return null;
    const length = header + this.#pending.readInt32BE(offset + header);
    return this.#pending.length < offset + length ? null : length;
  }

  #readStartup(offset: number): ClientRequest {
    const code = this.#pending.readInt32BE(offset + 4);
    if (code === sslRequest || code === gssRequest) return { kind: 'encryption' };
    if (code !== startupVersion)
      throw new Error(`PGlite: a client spoke protocol ${code}, only ${startupVersion} is known here`);
    this.#started = true;
    return { kind: 'startup' };
  }
}

/** The answer to a start-up: let in without a password, told the session's settings, ready. */
export function startupAnswer(processId: number, settings: Readonly<Record<string, string>>): Uint8Array {
  const key = Buffer.alloc(8);
  key.writeInt32BE(processId, 0);
  return Buffer.concat([
    message('R', Buffer.alloc(4)),
    ...Object.entries(settings).map(([name, value]) => message('S', Buffer.from(`${name}\0${value}\0`))),
    message('K', key),
    message('Z', Buffer.from('I')),
  ]);
}

/** A statement as a client would send it. */
export function simpleQuery(text: string): Uint8Array {
  return message('Q', Buffer.from(`${text}\0`));
}

/** "No" to a wish for encryption: the bytes never leave the process. */
export const encryptionRefused: Uint8Array = Buffer.from('N');

/** An ErrorResponse and ReadyForQuery, for what goes wrong outside the database itself. */
export function errorAnswer(code: string, text: string): Uint8Array {
  return Buffer.concat([
    message('E', Buffer.from(`SERROR\0VERROR\0C${code}\0M${text}\0\0`)),
    message('Z', Buffer.from('I')),
  ]);
}

/** A notification, as a client that listens would be sent it. */
export function notificationMessage(channel: string, payload: string): Uint8Array {
  return message('A', Buffer.concat([Buffer.alloc(4), Buffer.from(`${channel}\0${payload}\0`)]));
}

/** What a database answer says beside its rows. */
export interface AnswerReading {
  /** The answer without its notifications, which go to whoever listens and not to whoever happened to ask. */
  readonly bytes: Uint8Array;
  readonly notifications: readonly { readonly channel: string; readonly payload: string }[];
  /** Of the last ReadyForQuery: idle, in a transaction, or in a failed one; null if there was none. */
  readonly status: 'I' | 'T' | 'E' | null;
}

/** Reads a whole answer of the database. */
export function readAnswer(answer: Uint8Array): AnswerReading {
  const buffer = Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength);
  const notifications: { channel: string; payload: string }[] = [];
  const kept: Buffer[] = [];
  let status: AnswerReading['status'] = null;
  let keptFrom = 0;
  let offset = 0;
  while (offset + 5 <= buffer.length) {
    const type = buffer[offset]!;
    const end = offset + 1 + buffer.readInt32BE(offset + 1);
    if (type === 0x5a) status = String.fromCharCode(buffer[offset + 5]!) as 'I' | 'T' | 'E';
    if (type === 0x41) {
      const channelEnd = buffer.indexOf(0, offset + 9);
      notifications.push({
        channel: buffer.toString('utf8', offset + 9, channelEnd),
        payload: buffer.toString('utf8', channelEnd + 1, buffer.indexOf(0, channelEnd + 1)),
      });
      kept.push(buffer.subarray(keptFrom, offset));
      keptFrom = end;
    }
    offset = end;
  }
  if (notifications.length === 0) return { bytes: answer, notifications, status };
  kept.push(buffer.subarray(keptFrom));
  return { bytes: Buffer.concat(kept), notifications, status };
}

function message(type: string, body: Buffer): Buffer {
  const header = Buffer.alloc(5);
  header.write(type, 0, 'latin1');
  header.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([header, body]);
}
