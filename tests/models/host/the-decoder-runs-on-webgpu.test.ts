import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { resolveDevice } from '../../../models/host/device.ts';
import { randomAdapter } from '../adapter/random-adapter.ts';
import { randomWeights } from '../decoder/random-weights.ts';
import { greedy, openTinyModel, someIds } from './tiny-model.ts';

/** A graphics processor in software, which Debian's chromium brings along; the Vulkan loader (libvulkan1) finds it by this variable. */
const softwareDriver = '/usr/lib/chromium/vk_swiftshader_icd.json';

async function webgpuIsThere(): Promise<boolean> {
  const there = () =>
    resolveDevice('webgpu').then(
      () => true,
      () => false,
    );
  if (await there()) return true;
  if (!existsSync(softwareDriver)) return false;
  process.env.VK_ICD_FILENAMES = softwareDriver;
  return there();
}

const available = await webgpuIsThere();
if (!available) {
  console.warn('skipped: no WebGPU device here; on Debian `apt install libvulkan1 chromium` brings one in software');
}

// Half precision is left out: it needs a device with 16-bit shaders.
it.skipIf(!available).each([
  ['fp32', 1e-4],
  ['int8', 1e-3],
  ['int4', 0.2],
] as const)(
  'in %s, with an adapter and without, as on the processor',
  async (quantization, error) => {
    const weights = randomWeights({}, quantization === 'int4');
    const adapter = randomAdapter(weights, { name: 'headline' });
    const prefix = someIds(20, 1);
    const tail = [{ ids: someIds(4, 2) }];
    const [gpu, processor] = [
      await openTinyModel({ weights, quantization, device: 'webgpu' }),
      await openTinyModel({ weights, quantization, device: 'cpu' }),
    ];
    for (const model of [gpu, processor]) await model.loadAdapter(adapter);
    expect(gpu.identity.device).toBe('webgpu');
    for (const name of [undefined, 'headline']) {
      const [one, other] = [
        await gpu.firstLogits(prefix, tail, 'bulk', name),
        await processor.firstLogits(prefix, tail, 'bulk', name),
      ];
      expect(Math.max(...one.map((value, id) => Math.abs(value - other[id]!)))).toBeLessThan(error);
    }
    const rows = [undefined, 'headline'].map((name) => ({
      tail,
      sampling: greedy({ maxTokens: 4 }),
      ...(name && { adapter: name }),
    }));
    const written = await gpu.generate({ prefix, rows, lane: 'bulk' });
    expect(written.map(({ ids }) => ids.length)).toEqual([4, 4]);
  },
  240_000,
);
