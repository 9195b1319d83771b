import { randomBytes } from 'node:crypto';

let lastMilliseconds = 0;
let counter = 0;

/**
 * A UUID of version 7 (RFC 9562, section 5.7 with method 1 of 6.2): 48 bits of Unix milliseconds, 12 bits that count
 * within one millisecond, 62 random bits. Ids made by one process sort in the order they were made.
 */
export function uuidVersion7(): string {
  const now = Date.now();
  if (now > lastMilliseconds) {
    lastMilliseconds = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    // More than 4096 in a millisecond, or a clock set back: borrow from the next millisecond so that order holds.
    lastMilliseconds += 1;
    counter = 0;
  }
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastMilliseconds, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
