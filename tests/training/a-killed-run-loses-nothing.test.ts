import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const home = mkdtempSync(join(tmpdir(), 'killed-run-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Runs tiny-run.ts; kills it with SIGKILL when it tells `killAt`. @returns the last line it wrote */
function run(folder: string, killAt?: string): Promise<string> {
  const script = fileURLToPath(new URL('./tiny-run.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, join(home, 'cache')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
    if (killAt && said.includes(`${killAt}\n`)) child.kill('SIGKILL');
  });
  return new Promise((resolve) => child.on('close', () => resolve(said.trim().split('\n').at(-1)!)));
}

it('a run killed twice with SIGKILL ends with the very parameters of one that was left alone', async () => {
  const whole = await run(join(home, 'whole'));
  expect(whole).toMatch(/^done [0-9a-f]{64}$/);
  const folder = join(home, 'killed');
  expect(await run(folder, 'step 7')).toMatch(/^step/);
  expect(await run(folder, 'step 25')).toMatch(/^step/);
  expect(await run(folder)).toBe(whole);
  const steps = readFileSync(join(folder, 'curve.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { step: number }).step);
  expect(steps).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
}, 240_000);
