import type { SystemModel } from '../api/ports.ts';
import type { OpenModels } from './open-models.ts';

/** The models that are open, each with its file and the device it runs on. */
export function describeModels({ languageModel, encoder, projector }: OpenModels): SystemModel[] {
  const { name, fileSha256, quantization, device } = languageModel.identity;
  return [
    { role: 'language model', name, fileSha256, quantization, device },
    {
      role: 'sentence encoder',
      name: encoder.identity.name,
      fileSha256: encoder.identity.fileSha256,
      quantization: null,
      device: null,
    },
    {
      role: 'soft-prompt projector',
      name: `${projector.name}@${projector.version}`,
      fileSha256: null,
      quantization: null,
      device: null,
    },
  ];
}
