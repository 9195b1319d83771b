import { spawn } from 'node:child_process';
import { SourceUnavailable } from './file-source.ts';

/** A command line that runs pip, without its arguments. */
export type PipCommand = readonly [program: string, ...leading: string[]];

const candidates: readonly PipCommand[] = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']];

/** Silence of pip before it names the file it downloads means that no registry answers. */
const answerMilliseconds = 60_000;

/** The first pip that runs here; null if there is none. */
export async function findPip(): Promise<PipCommand | null> {
  for (const candidate of candidates) {
    const [program, ...leading] = candidate;
    const works = await new Promise<boolean>((resolve) => {
      const child = spawn(program, [...leading, '--version'], { stdio: 'ignore' });
      child.on('error', () => resolve(false));
      child.on('exit', (code) => resolve(code === 0));
    });
    if (works) return candidate;
  }
  return null;
}

/**
 * Downloads one pinned wheel into a folder, without its dependencies, and installs nothing.
 * @throws SourceUnavailable with pip's own last lines if it fails; the signal's reason if aborted
 */
export async function runPip(command: PipCommand, pinned: string, folder: string, signal?: AbortSignal): Promise<void> {
  const [program, ...leading] = command;
  const options = ['--no-deps', '--only-binary=:all:', '--no-cache-dir', '--no-input', '--disable-pip-version-check'];
  const environment = {
    ...process.env,
    TMPDIR: folder,
    TEMP: folder,
    PIP_REQUIRE_VIRTUALENV: 'false',
    PIP_RETRIES: '2',
  };
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program, [...leading, 'download', ...options, '--progress-bar=off', pinned, '-d', folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment,
      signal,
    });
    let said = '';
    let silent = false;
    const timer = setTimeout(() => {
      silent = true;
      child.kill();
    }, answerMilliseconds);
    const listen = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
      if (/Downloading|Processing/.test(said)) clearTimeout(timer);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(signal?.aborted ? signal.reason : new SourceUnavailable(`pip cannot run: ${error.message}`));
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      if (signal?.aborted) reject(signal.reason);
      else if (code === 0) resolve();
      else reject(new SourceUnavailable(`pip could not download ${pinned}: ${silent ? 'no answer' : lastLines(said)}`));
    });
  });
}

function lastLines(said: string): string {
  return said.trim().split('\n').slice(-3).join(' ');
}
