import type { Adapter } from '../../models/adapter/adapter.ts';
import { shelvedAdapters } from '../../models/adapter/adapter-shelf.ts';
import type { LanguageModel } from '../../models/language-model.ts';

/**
 * Brings a model's adapters up to what is shipped and what lies on the data folder's shelf. Of several of one name the
 * later takes the place; where it does not fit, the one before it. Those that the model has already are left alone, and
 * none is taken away. The files are read on the calling thread: some 100 ms.
 * @returns why each that cannot be used was left aside
 */
export async function loadShelf(languageModel: LanguageModel, dataDirectory: string): Promise<string[]> {
  const leftAside: string[] = [];
  const byName = new Map<string, Adapter[]>();
  for (const { adapter, fault } of shelvedAdapters(dataDirectory, languageModel.identity.fileSha256)) {
    if (adapter) byName.set(adapter.name, [adapter, ...(byName.get(adapter.name) ?? [])]);
    else leftAside.push(fault);
  }
  for (const adapters of byName.values()) {
    for (const adapter of adapters) {
      const known = languageModel.adapters.find(({ name }) => name === adapter.name);
      if (known?.fileSha256 === adapter.fileSha256) break;
      try {
        await languageModel.loadAdapter(adapter);
        break;
      } catch (error) {
        leftAside.push((error as Error).message);
      }
    }
  }
  return leftAside;
}
