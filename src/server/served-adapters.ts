import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AdapterError } from '../../models/adapter/adapter.ts';
import { readAdapter } from '../../models/adapter/adapter-file.ts';
import { shelve } from '../../models/adapter/adapter-shelf.ts';
import type { LanguageModel, LoadedAdapter } from '../../models/language-model.ts';
import { type TrainingPlace, trainingFolder } from '../../queues/handlers/training-handler.ts';
import type { AdapterService, RefreshedAdapters } from '../api/ports.ts';
import { announceAdapters } from '../store/notifications.ts';
import type { Store } from '../store/store.ts';
import { loadShelf } from './load-shelf.ts';

export interface ServedAdaptersOptions {
  readonly store: Store;
  readonly dataDirectory: string;
  readonly training: Pick<TrainingPlace, 'folder'>;
  /** Hash of the base file that adapters must be for. */
  readonly madeFor: string;
  /** The language model of this process, open or about to be; null while nothing has asked for it. */
  readonly languageModel: () => Promise<LanguageModel> | null;
}

/**
 * The adapters that this process serves while it runs: new ones are taken from the data folder's shelf without a new
 * start. The decoder is given adapters step by step, so that jobs that run keep the one they began with.
 */
export class ServedAdapters implements AdapterService {
  readonly #options: ServedAdaptersOptions;
  #refreshing: Promise<unknown> = Promise.resolve();

  constructor(options: ServedAdaptersOptions) {
    this.#options = options;
  }

  async addRun(workspaceId: string, run: string): Promise<Omit<LoadedAdapter, 'taskTokens'> | null> {
    const { training, dataDirectory, madeFor } = this.#options;
    const path = join(trainingFolder(training, workspaceId), 'runs', run, 'adapter.safetensors');
    if (!existsSync(path)) return null;
    const adapter = readAdapter(shelve(path, dataDirectory, madeFor));
    const { loaded, leftAside } = await this.refresh();
    if (loaded && !loaded.some(({ fileSha256 }) => fileSha256 === adapter.fileSha256)) {
      throw new AdapterError(leftAside.join('; ') || `adapter ${adapter.name} could not be loaded`);
    }
    return adapter;
  }

  async refresh(): Promise<RefreshedAdapters> {
    const refreshed = await this.readShelf();
    await announceAdapters(this.#options.store);
    return refreshed;
  }

  /** Loads what is new on the shelf, once the model is open; tells nobody. One reading at a time. */
  readShelf(): Promise<RefreshedAdapters> {
    const reading = this.#refreshing.then(async () => {
      // Why it cannot be opened is told by who asked for it; what lies on the shelf waits for the next start.
      const languageModel = await this.#options.languageModel()?.catch(() => null);
      // A model that is opened later reads the shelf then.
      if (!languageModel) return { loaded: null, leftAside: [] };
      const leftAside = await loadShelf(languageModel, this.#options.dataDirectory);
      return { loaded: languageModel.adapters, leftAside };
    });
    this.#refreshing = reading.catch(() => undefined);
    return reading;
  }
}
