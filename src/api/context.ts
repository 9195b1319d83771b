import type { Logger } from 'pino';
import type { LoadedAdapter } from '../../models/language-model.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { EditorRole } from '../store/editor-tables.ts';
import type { Actor } from '../store/review/actor.ts';
import type { ApiKeyRole } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type {
  AdapterService,
  FactCheckService,
  OutboxNudge,
  ProfileService,
  ReadinessProbe,
  SnapshotService,
  SystemDescription,
} from './ports.ts';
import type { RateLimit } from './token-bucket.ts';

/** Who asks: an API key or an editor who signed in, for which workspace, and what they may do there. */
export interface Principal extends Actor {
  readonly workspaceId: string;
  /** What an API key of that role may do, an editor may: a viewer reads, an editor writes, an admin administers. */
  readonly role: ApiKeyRole;
  /** Null for an API key. */
  readonly editor: EditorPrincipal | null;
}

/** The editor behind a session. */
export interface EditorPrincipal {
  readonly id: string;
  readonly email: string;
  readonly role: EditorRole;
  readonly sessionId: string;
  /** Whether they see readers' own ids and clicks. */
  readonly seesReaders: boolean;
}

/** What handlers find in their context. */
export interface ApiEnvironment {
  Variables: { principal: Principal; requestId: string };
}

/** What the API is built on; given by whoever starts the server. */
export interface ApiDependencies {
  readonly store: Store;
  readonly profileService: ProfileService;
  /** Absent where no models can be had: checks are then refused with 503. */
  readonly factCheckService?: FactCheckService;
  /** Absent where no snapshots are taken. */
  readonly snapshotService?: SnapshotService;
  /** The adapters of this process's language model; null while it is not open. */
  readonly loadedAdapters?: () => readonly LoadedAdapter[] | null;
  /** Absent where no adapters can be added. */
  readonly adapterService?: AdapterService;
  readonly nudgeOutbox: OutboxNudge;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** What this process runs, for the desk's system page. */
  readonly describeSystem?: () => SystemDescription;
  /** Where the desk's built pages lie; the build's own folder if not given. */
  readonly deskFolder?: string;
  /** Asked by /readyz; the store is asked in any case. */
  readonly readiness?: readonly ReadinessProbe[];
  readonly rateLimit?: RateLimit;
  /** Jobs of one workspace that may wait before new ones are refused with 429; 200,000 if not given. */
  readonly mostWaitingJobs?: number;
}
