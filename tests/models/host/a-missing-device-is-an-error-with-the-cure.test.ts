import { expect, it } from 'vitest';
import { DeviceMissingError, defaultQuantization, resolveDevice } from '../../../models/host/device.ts';
import type { Device } from '../../../models/language-model.ts';

const onlyHere =
  (...present: Device[]) =>
  async (device: Device) => {
    if (!present.includes(device)) throw new Error(`no provider ${device}`);
  };

it('left alone, takes cuda, else webgpu, else cpu, and says so', async () => {
  expect((await resolveDevice('auto', onlyHere('cuda', 'webgpu', 'cpu'))).device).toBe('cuda');
  expect((await resolveDevice('auto', onlyHere('webgpu', 'cpu'))).device).toBe('webgpu');
  expect(await resolveDevice('auto', onlyHere('cpu'))).toEqual({
    device: 'cpu',
    explanation: 'models run on cpu (no cuda, no webgpu)',
  });
});

it('asked for one that is missing, names the cure and takes no other', async () => {
  const refused = resolveDevice('cuda', onlyHere('cpu'));
  await expect(refused).rejects.toThrow(DeviceMissingError);
  await expect(refused).rejects.toThrow(
    /cuda is not available here \(no provider cuda\).*NVIDIA driver.*choose auto or cpu/,
  );
  await expect(resolveDevice('webgpu', onlyHere('cpu'))).rejects.toThrow(/Vulkan/);
});

it('the processor is really there', async () => {
  expect((await resolveDevice('cpu')).device).toBe('cpu');
  expect(defaultQuantization('cpu')).toBe('int8');
  expect(defaultQuantization('cuda')).toBe('fp16');
});
