import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Device, Quantization } from '../language-model.ts';
import { GraphBuilder } from '../onnx/graph-builder.ts';

/** Tried in this order when the choice is left to us. */
const preference: readonly Device[] = ['cuda', 'webgpu', 'cpu'];

const cures: Record<Device, string> = {
  cuda:
    'CUDA needs Linux on x64, an NVIDIA driver, CUDA 12 and cuDNN 9, and the CUDA files of onnxruntime-node, which ' +
    'its install script fetches: run `ONNXRUNTIME_NODE_INSTALL=cuda12 node node_modules/onnxruntime-node/script/install.js`, ' +
    'or choose auto or cpu',
  webgpu: 'WebGPU needs a graphics driver (Vulkan on Linux, Direct3D 12 on Windows); or choose auto or cpu',
  cpu: 'onnxruntime-node has no build for this system (it needs Linux, macOS on Apple silicon, or Windows)',
};

/** Thrown when a device that was asked for is not there; the message names the cure. */
export class DeviceMissingError extends Error {
  override readonly name = 'DeviceMissingError';
  readonly device: Device;

  constructor(device: Device, cause: unknown) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    super(`device ${device} is not available here (${reason}). ${cures[device]}.`, { cause });
    this.device = device;
  }
}

/** What was taken, and why in words that can be shown. */
export interface ResolvedDevice {
  readonly device: Device;
  readonly explanation: string;
}

/**
 * Chooses the device. onnxruntime never falls back by itself: a session for a provider that is missing throws, so each
 * is tried with a graph of one node, cuda first, then webgpu, then cpu.
 * @throws DeviceMissingError if a certain device is asked for and is missing
 */
export async function resolveDevice(
  requested: 'auto' | Device = 'auto',
  tryDevice: (device: Device) => Promise<void> = runOneNode,
): Promise<ResolvedDevice> {
  const missing: string[] = [];
  for (const device of requested === 'auto' ? preference : [requested]) {
    try {
      await tryDevice(device);
    } catch (error) {
      if (requested !== 'auto' || device === preference.at(-1)) throw new DeviceMissingError(device, error);
      missing.push(device);
      continue;
    }
    const why = requested === 'auto' ? (missing.length ? `no ${missing.join(', no ')}` : 'first choice') : 'as asked';
    return { device, explanation: `models run on ${device} (${why})` };
  }
  throw new Error(`unknown device ${requested}: choose auto, ${preference.join(', ')}`);
}

/** Half precision where a graphics processor multiplies it fast, 8 bits where a processor does. */
export function defaultQuantization(device: Device): Quantization {
  return device === 'cpu' ? 'int8' : 'fp16';
}

/**
 * Runs a graph of one node on the device, in a process of its own: a missing driver makes the providers write to
 * standard error, and a broken one may take the whole process with it.
 */
async function runOneNode(device: Device): Promise<void> {
  const graph = new GraphBuilder('probe');
  const x = graph.input('x', 'float32', [1]);
  graph.output('y', 'float32', [1], graph.node('Add', [x, x]));
  const runtime = createRequire(import.meta.url).resolve('onnxruntime-node');
  const script = `
    const { InferenceSession, Tensor } = require(${JSON.stringify(runtime)});
    const model = Buffer.from(${JSON.stringify(Buffer.from(graph.encode()).toString('base64'))}, 'base64');
    InferenceSession.create(model, { executionProviders: [${JSON.stringify(device)}] })
      .then((session) => session.run({ x: new Tensor('float32', Float32Array.of(1), [1]) }))
      .then(({ y }) => process.exit(y.data[0] === 2 ? 0 : 1))
      .catch((error) => { process.stdout.write(error.message); process.exitCode = 1; });`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  const code = await new Promise<number | string>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => resolve(exitCode ?? signal ?? 'no exit code'));
  });
  if (code !== 0) throw new Error(said.trim() || `its probe ended with ${code}`);
}
