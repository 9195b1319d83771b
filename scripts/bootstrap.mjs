// Makes a bare clone ready with plain Node: installs when the lockfile changed, compiles when sources changed.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileIfStale, isInstalled, noteInstalled } from './build.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(
      `masthead needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer Node and try again.`,
    );
    process.exit(1);
  }
}

function install() {
  if (isInstalled()) return;
  console.error('Installing packages (npm ci) …');
  // onnxruntime-node's install script downloads CUDA libraries, which a CPU machine does not need and a closed network refuses.
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' };
  const result = spawnSync('npm', ['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    env,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error('npm ci failed; the lines above say why. Nothing was started.');
    process.exit(1);
  }
  noteInstalled();
}

/** Installs and compiles what is missing or out of date; ends the process with a clear line when that fails. */
export function bootstrap() {
  requireNode();
  install();
  if (!compileIfStale()) process.exit(1);
}
