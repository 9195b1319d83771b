import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WorkerOptions } from 'node:worker_threads';

/**
 * Where a worker thread's module lies, and the options that let Node load it: compiled `.js` beside compiled code,
 * `.ts` through tsx beside sources.
 * @param importMetaUrl the caller's `import.meta.url`
 * @param name path of the module relative to the caller, without extension, e.g. `./host-thread`
 */
export function workerEntry(importMetaUrl: string, name: string): { url: URL; options: WorkerOptions } {
  if (!importMetaUrl.endsWith('.ts')) return { url: new URL(`${name}.js`, importMetaUrl), options: {} };
  // Node 20 does not hand `--import tsx` on to worker threads, so the thread registers tsx itself before anything else.
  const tsx = join(
    dirname(createRequire(importMetaUrl).resolve('tsx/package.json')),
    'dist',
    'esm',
    'api',
    'index.mjs',
  );
  const start = `import { register } from ${JSON.stringify(pathToFileURL(tsx).href)};
register();
await import(${JSON.stringify(new URL(`${name}.ts`, importMetaUrl).href)});`;
  return { url: new URL(`data:text/javascript,${encodeURIComponent(start)}`), options: {} };
}
