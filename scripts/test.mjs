// `npm test`: makes the clone ready, type-checks, lints, tests, and ends with one line `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';

bootstrap();
const extra = process.argv.slice(2);
const node = (script, ...options) =>
  spawnSync(process.execPath, [join(root, 'node_modules', script), ...options], { cwd: root, stdio: 'inherit' })
    .status === 0;

const checks = {
  'type check': () => node('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'),
  'style (biome)': () => node('@biomejs/biome/bin/biome', 'check', '.'),
  'dependencies run one way (dependency-cruiser)': () =>
    node(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      'src',
      'queues',
      'generators',
      'profiles',
      'models',
      'datasets',
      'evaluation',
    ),
};
let passed = 0;
let failed = 0;
let skipped = 0;
for (const [name, check] of Object.entries(checks)) {
  const sound = check();
  console.log(`${sound ? '✓' : '✗'} ${name}`);
  if (sound) passed++;
  else failed++;
}

const folder = mkdtempSync(join(tmpdir(), 'masthead-test-'));
const report = join(folder, 'report.json');
const green = node(
  'vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...extra,
);
try {
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  passed += counts.numPassedTests;
  failed += counts.numFailedTests;
  skipped += counts.numPendingTests + counts.numTodoTests;
  // A file that cannot be loaded fails without a failed test of its own.
  if (!green && counts.numFailedTests === 0) failed++;
} catch {
  console.error('The test runner left no report.');
  failed++;
}
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);
