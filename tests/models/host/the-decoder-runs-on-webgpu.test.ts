import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** A graphics processor in software, which Debian's chromium brings along; the Vulkan loader (libvulkan1) finds it by this variable. */
const softwareDriver = '/usr/lib/chromium/vk_swiftshader_icd.json';
const probe = fileURLToPath(new URL('./webgpu-beside-processor.ts', import.meta.url));
/** A driver in software may crash on a busy machine: that is tried again, a wrong number never. */
const attempts = 3;

function besideProcessor(quantization: string) {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const { stdout, stderr, signal } = spawnSync(process.execPath, ['--import', 'tsx', probe, quantization], {
      encoding: 'utf8',
      timeout: 200_000,
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        ...(existsSync(softwareDriver) && { VK_ICD_FILENAMES: softwareDriver }),
      },
    });
    const line = stdout.split('\n').find((written) => written.startsWith('{"device"'));
    if (line) return { result: JSON.parse(line) as { device: string; differences: number[]; written: number[] } };
    if (stderr.includes('webgpu') && stderr.includes('DeviceMissingError')) return { missing: 'no WebGPU device here' };
    if (signal === null) throw new Error(stderr.slice(-2000));
  }
  return { missing: `the driver crashed ${attempts} times` };
}

// Half precision is left out: it needs a device with 16-bit shaders.
it.for<[quantization: string, error: number]>([
  ['fp32', 1e-4],
  ['int8', 1e-3],
  ['int4', 0.2],
])(
  'in %s, with an adapter and without, as on the processor',
  { timeout: 700_000 },
  ([quantization, error], { skip }) => {
    const { result, missing } = besideProcessor(quantization);
    if (!result) {
      console.warn(`skipped: ${missing}; on Debian \`apt install libvulkan1 chromium\` brings a device in software`);
      return skip();
    }
    expect(result.device).toBe('webgpu');
    expect(result.written).toEqual([4, 4]);
    for (const difference of result.differences) expect(difference).toBeLessThan(error);
  },
);
