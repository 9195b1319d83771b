// Compiles the TypeScript sources to dist/ when any of them is newer than the last build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'dist', '.built-from');
const sourceFolders = ['src', 'queues', 'generators', 'profiles', 'models', 'datasets', 'training', 'evaluation'];

/** Count and newest change of the sources: enough to see an edit, an added and a removed file. */
function fingerprint() {
  let newest = 0;
  let count = 0;
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (/\.tsx?$/.test(entry.name)) {
        count++;
        newest = Math.max(newest, statSync(path).mtimeMs);
      }
    }
  };
  for (const folder of sourceFolders) if (existsSync(join(root, folder))) walk(join(root, folder));
  return `${count} ${newest}`;
}

const installStamp = join(root, 'node_modules', '.masthead-lock');
const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/** Whether what is installed is what the lock names. */
export function isInstalled() {
  return existsSync(installStamp) && readFileSync(installStamp, 'utf8') === lockHash();
}

/** Notes that what is installed is what the lock names. */
export function noteInstalled() {
  writeFileSync(installStamp, lockHash());
}

/** @returns false when compiling failed */
export function compileIfStale() {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  if (!existsSync(compiler)) return existsSync(stamp);
  console.error('Compiling …');
  const result = spawnSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json')], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0) return false;
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  return true;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (!compileIfStale()) process.exit(1);
  // `npm ci` by hand runs this as its last step: the other commands need not install again.
  if (process.env.npm_lifecycle_event === 'prepare' && process.env.npm_command === 'ci') noteInstalled();
}
