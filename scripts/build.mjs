// Compiles the TypeScript sources to dist/, and the editors' desk to dist/review, when any of their files changed since.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'dist', '.built-from');
const sourceFolders = ['src', 'queues', 'generators', 'profiles', 'models', 'datasets', 'training', 'evaluation'];
/** The desk's own sources: a browser's program, which Vite builds and tsc leaves alone. */
const desk = join(root, 'src', 'review', 'web');
const builtDesk = join(root, 'dist', 'review');
const deskStamp = join(builtDesk, '.built-from');

/** Count and newest change of the sources: enough to see an edit, an added and a removed file. */
function fingerprint(folders, isSource) {
  let newest = 0;
  let count = 0;
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (isSource(path)) {
        count++;
        newest = Math.max(newest, statSync(path).mtimeMs);
      }
    }
  };
  for (const folder of folders) if (existsSync(folder)) walk(folder);
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

/** Runs `tool` of node_modules unless what it builds is up to date. @returns false when it failed */
function buildIfStale({ tool, options, stamp, wanted, say, finish }) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  const program = join(root, 'node_modules', tool);
  if (!existsSync(program)) return existsSync(stamp);
  console.error(say);
  // A test runner's NODE_ENV would build the desk with the libraries' slow halves for development.
  const env = { ...process.env, NODE_ENV: 'production' };
  const result = spawnSync(process.execPath, [program, ...options], { cwd: root, env, stdio: ['ignore', 2, 2] });
  if (result.status !== 0) return false;
  finish?.();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  return true;
}

/** Builds the editors' desk into dist/review. @returns false when building failed */
export function buildDeskIfStale() {
  // Built aside and put in place whole: a server that runs meanwhile never gives out half a desk.
  const aside = join(root, 'dist', `.review-${process.pid}`);
  return buildIfStale({
    tool: join('vite', 'bin', 'vite.js'),
    options: ['build', desk, '--logLevel', 'warn', '--outDir', aside],
    stamp: deskStamp,
    wanted: `${fingerprint([desk], () => true)} ${lockHash()}`,
    say: "Building the editors' desk …",
    finish: () => {
      rmSync(builtDesk, { recursive: true, force: true });
      renameSync(aside, builtDesk);
    },
  });
}

/** Compiles what runs on Node, and builds the desk. @returns false when either failed */
export function compileIfStale() {
  const compiled = buildIfStale({
    tool: join('typescript', 'bin', 'tsc'),
    options: ['-p', join(root, 'tsconfig.build.json')],
    stamp,
    wanted: fingerprint(
      sourceFolders.map((folder) => join(root, folder)),
      (path) => /\.tsx?$/.test(path) && !path.startsWith(desk),
    ),
    say: 'Compiling …',
  });
  return compiled && buildDeskIfStale();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (!compileIfStale()) process.exit(1);
  // `npm ci` by hand runs this as its last step: the other commands need not install again.
  if (process.env.npm_lifecycle_event === 'prepare' && process.env.npm_command === 'ci') noteInstalled();
}
