import type { Logger } from 'pino';
import type { Metrics } from '../metrics/metrics.ts';
import type { ApiKeyRole } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { OutboxNudge, ProfileService, ReadinessProbe } from './ports.ts';
import type { RateLimit } from './token-bucket.ts';

/** Who asks: an API key, the workspace it belongs to, and what it may do there. */
export interface Principal {
  readonly keyId: string;
  readonly workspaceId: string;
  readonly role: ApiKeyRole;
}

/** What handlers find in their context. */
export interface ApiEnvironment {
  Variables: { principal: Principal; requestId: string };
}

/** What the API is built on; given by whoever starts the server. */
export interface ApiDependencies {
  readonly store: Store;
  readonly profileService: ProfileService;
  readonly nudgeOutbox: OutboxNudge;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Asked by /readyz; the store is asked in any case. */
  readonly readiness?: readonly ReadinessProbe[];
  readonly rateLimit?: RateLimit;
  /** Jobs of one workspace that may wait before new ones are refused with 429; 200,000 if not given. */
  readonly mostWaitingJobs?: number;
}
