import { join } from 'node:path';
import type { Logger } from 'pino';
import { defaultLanguageModel } from '../../models/catalogue/default-models.ts';
import { resolveDevice } from '../../models/host/device.ts';
import { startDispatcher } from '../../queues/dispatcher.ts';
import { type TrainingPlace, trainingHandler } from '../../queues/handlers/training-handler.ts';
import { writingHandlers } from '../../queues/handlers/writing-handlers.ts';
import { jobKinds } from '../../queues/job-contract.ts';
import { openQueueBackend } from '../../queues/queue-backend.ts';
import { startWorkerPool, type WorkerPool } from '../../queues/worker-pool.ts';
import { bootstrapStore } from '../api/bootstrap.ts';
import { createApi } from '../api/create-api.ts';
import {
  type FactCheckService,
  NotReadyError,
  type ProfileService,
  type SnapshotService,
  type SystemDescription,
} from '../api/ports.ts';
import { type RunningServer, startServer } from '../api/server.ts';
import type { Configuration } from '../configuration.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { ReaderService } from '../readers/reader-service.ts';
import { startSnapshotSchedule } from '../readers/snapshot-schedule.ts';
import { countAllJobs } from '../store/job-queries.ts';
import { jobStore } from '../store/job-store.ts';
import { adaptersChannel, erasuresChannel, listenTo } from '../store/notifications.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { describeModels } from './describe-system.ts';
import { ModelFactCheckService } from './fact-check-service.ts';
import { once } from './once.ts';
import { type OpenModels, type OpenModelsOptions, openEncoder, openModels } from './open-models.ts';
import { ensureOperatorKey } from './operator-key.ts';
import { ServedAdapters } from './served-adapters.ts';

/** Which parts this process runs. */
export interface Parts {
  readonly api: boolean;
  readonly workers: boolean;
}

/** A process of Masthead that runs. */
export interface RunningMasthead {
  /** Where the API listens; null without one. */
  readonly url: string | null;
  readonly store: Store;
  /** Opens the models, or gives those that are open. Rejects when they cannot be had; the API goes on and says so. */
  readonly models: () => Promise<OpenModels>;
  /** Resolves when the workers take jobs (at once where none are asked for); rejects with why they cannot. */
  readonly working: Promise<void>;
  /** The API without a port, for callers in the same process. */
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly operatorKey: string;
  /** Stops taking work, lets what runs end within the grace, closes everything. */
  close(graceMilliseconds?: number): Promise<void>;
}

/** A day: a run is stopped by its own steps and held-out loss, seldom by the clock. */
const trainingTimeLimit = 24 * 3_600_000;

/**
 * Starts what is asked for on the store and queue of the configuration. The API answers at once; models are opened
 * meanwhile where there are workers, which start when they are there, and else when something first needs them.
 * @throws DeviceMissingError, DataFolderInUse, ListenError, or what the database says
 */
export async function startMasthead(
  configuration: Configuration,
  parts: Parts,
  { logger, ...modelOptions }: { readonly logger: Logger } & OpenModelsOptions,
): Promise<RunningMasthead> {
  // A device that is asked for and missing ends the start before anything listens and jobs are taken in.
  if (parts.workers && configuration.device !== 'auto') await resolveDevice(configuration.device);
  const store = await openStore(configuration);
  const backend = await openQueueBackend({ ...configuration, storePool: store.pool }).catch(async (error) => {
    await store.close();
    throw error;
  });
  const onError = (error: unknown) => logger.error({ err: error }, 'queue');
  const jobs = jobStore(store);
  const dispatcher = startDispatcher(jobs, backend, { onError });
  const metrics = createMetrics();
  metrics.addSources({
    jobsByState: () => countAllJobs(store),
    queueDepth: async () => {
      const depth: Record<string, number> = {};
      for (const kind of jobKinds) {
        const counts = await dispatcher.queue(kind).getJobCounts('waiting', 'prioritized', 'delayed', 'active');
        depth[kind] = Object.values(counts).reduce((sum, count) => sum + count, 0);
      }
      return depth;
    },
  });

  let closing = false;
  let pool: WorkerPool | null = null;
  let server: RunningServer | null = null;
  let modelFault: string | null = null;
  let modelsSaid: string | null = null;
  const say = (line: string) => {
    modelsSaid = line;
    modelOptions.say?.(line);
  };
  let openedModels: OpenModels | null = null;
  // Profiles need the encoder alone: a command that asks for no more does not wait for the language model.
  const encoder = once(() => openEncoder(configuration, modelOptions));
  const models = once(async () => {
    stopListening.push(await listenTo(store, adaptersChannel, () => void servedAdapters.readShelf().catch(onError)));
    openedModels = await openModels(configuration, { ...modelOptions, say, encoder: encoder() });
    return openedModels;
  });
  // Nothing is held of anyone before the service has been made, so only one that is there need be told.
  let readerService: ReaderService | null = null;
  const stopListening: (() => Promise<void>)[] = [];
  const readers = once(async () => {
    const service = new ReaderService(store, await encoder());
    readerService = service;
    stopListening.push(
      await listenTo(store, erasuresChannel, (payload) => {
        const [workspaceId, userId] = JSON.parse(payload) as [string, string];
        service.erased(workspaceId, userId);
      }),
      ...(parts.workers ? [startSnapshotSchedule(store, service, onError)] : []),
    );
    return service;
  });
  const training: TrainingPlace = {
    folder: join(configuration.dataDirectory, 'training'),
    device: configuration.device,
    modelsDirectory: configuration.modelsDirectory,
  };
  const servedAdapters = new ServedAdapters({
    store,
    dataDirectory: configuration.dataDirectory,
    training,
    madeFor: defaultLanguageModel.file.sha256,
    languageModel: () => models.started()?.then(({ languageModel }) => languageModel) ?? null,
  });
  const startWorkers = async () => {
    const [open, service] = [await models(), await readers()];
    if (closing) return;
    pool = await startWorkerPool(
      jobs,
      backend,
      { ...writingHandlers(service, open), train: trainingHandler(training) },
      {
        onOutbox: () => dispatcher.nudge(),
        onError,
        concurrency: { headline: 2, 'ad-title': 2 },
        timeLimits: { train: trainingTimeLimit },
      },
    );
  };
  const working = parts.workers ? startWorkers() : Promise.resolve();
  working.catch((error: Error) => {
    modelFault = error.message;
    if (!closing) logger.error({ err: error }, 'models');
  });

  const readyReaders = () =>
    readers().catch((error: Error) => {
      throw new NotReadyError(`the models cannot be had: ${error.message}`);
    });
  const profileService: ProfileService = {
    profile: async (...asked) => (await readyReaders()).profile(...asked),
  };
  const snapshotService: SnapshotService = {
    take: async (workspaceId) => (await readyReaders()).takeSnapshot(workspaceId),
    progress: (workspaceId) => readerService?.snapshotProgress(workspaceId) ?? null,
    settingsChanged: (workspaceId) => readerService?.settingsChanged(workspaceId),
  };
  const checker = once(async () => new ModelFactCheckService(await models()));
  const factCheckService: FactCheckService = {
    check: async (...asked) => {
      const service = await checker().catch((error: Error) => {
        throw new NotReadyError(`the models cannot be had: ${error.message}`);
      });
      return service.check(...asked);
    },
  };
  const describeSystem = (): SystemDescription => ({
    models: {
      state: openedModels ? 'open' : modelFault ? 'unavailable' : models.started() ? 'opening' : 'closed',
      reason: modelFault,
      device: configuration.device,
      open: openedModels ? describeModels(openedModels) : [],
    },
    workers: { inThisProcess: parts.workers, takingJobs: pool?.isConsuming() ?? false },
  });
  const api = createApi({
    store,
    describeSystem,
    profileService,
    factCheckService,
    snapshotService,
    loadedAdapters: () => openedModels?.languageModel.adapters ?? null,
    adapterService: servedAdapters,
    nudgeOutbox: () => dispatcher.nudge(),
    metrics,
    logger,
    readiness: [
      function modelsReady() {
        if (modelFault) return { name: 'models', ready: false, reason: modelFault };
        const ready = pool !== null || !parts.workers;
        const reason = ready ? {} : { reason: 'they are being fetched, built or opened' };
        return { name: 'models', ready, ...reason, ...(modelsSaid !== null && { detail: modelsSaid }) };
      },
      async function queueReady() {
        await backend.check();
        const ready = !parts.workers || pool === null || pool.isConsuming();
        return { name: 'queue', ready, ...(!ready && { reason: 'the workers of this process take no jobs' }) };
      },
    ],
  });

  const close = async (grace = 10_000) => {
    closing = true;
    await server?.close(Math.min(grace, 5000));
    await working.catch(() => undefined);
    await pool?.close(grace);
    for (const stop of stopListening) await stop().catch(onError);
    await dispatcher.close();
    await backend.close();
    await models
      .started()
      ?.then((open) => open.close())
      .catch(() => undefined);
    await encoder
      .started()
      ?.then((open) => open.close())
      .catch(() => undefined);
    await store.close();
  };
  try {
    const operatorKey = await ensureOperatorKey(store, configuration.dataDirectory);
    await bootstrapStore(store, configuration.apiKey);
    if (parts.api) {
      server = await startServer({ port: configuration.port, host: configuration.host, api });
      await store.announce(server.url);
    }
    return {
      url: server?.url ?? null,
      store,
      models,
      working,
      fetch: (request) => api.fetch(request),
      operatorKey,
      close,
    };
  } catch (error) {
    await close(0);
    throw error;
  }
}
