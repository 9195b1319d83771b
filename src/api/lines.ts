/** A line of a stream, numbered from 1; `bytes` is null when it was longer than allowed. */
export interface Line {
  readonly number: number;
  readonly bytes: Uint8Array | null;
}

/** Thrown when a whole stream is longer than allowed. */
export class StreamTooLongError extends Error {
  override readonly name = 'StreamTooLongError';
}

const newline = 0x0a;

/**
 * Cuts a byte stream into lines without ever holding more than one line. The bytes of a line that is too long are
 * dropped as they come. A last line without a newline counts.
 *
 * @throws StreamTooLongError after `maximumBytes`
 */
export async function* readLines(
  stream: ReadableStream<Uint8Array>,
  maximumLineBytes: number,
  maximumBytes: number,
): AsyncGenerator<Line> {
  let pieces: Uint8Array[] = [];
  let held = 0;
  let tooLong = false;
  let number = 0;
  let total = 0;
  const finish = (): Line => {
    const line = { number: ++number, bytes: tooLong ? null : joinBytes(pieces, held) };
    pieces = [];
    held = 0;
    tooLong = false;
    return line;
  };
  const keep = (piece: Uint8Array) => {
    if (tooLong || piece.length === 0) return;
    held += piece.length;
    if (held > maximumLineBytes) {
      tooLong = true;
      pieces = [];
    } else pieces.push(piece);
  };
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
    total += chunk.length;
    if (total > maximumBytes) throw new StreamTooLongError(`The stream is longer than ${maximumBytes} bytes`);
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      keep(chunk.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (held > 0 || tooLong) yield finish();
}

function joinBytes(pieces: readonly Uint8Array[], length: number): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
