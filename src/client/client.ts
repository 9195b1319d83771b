import type { Event } from '../../datasets/event.ts';
import type { Item, ItemKind, VersionedItem } from '../../datasets/item.ts';
import type { User } from '../../datasets/user.ts';
import type { JobKind, JobRequest, JobState, WritingKind } from '../../queues/job-contract.ts';
import type { AdapterView } from '../api/adapters.ts';
import type { CheckAnswer, CheckRequest } from '../api/schemas/check.ts';
import type { BatchView, JobView } from '../api/schemas/job.ts';
import type { ExplanationView, ProfileEvidenceView, ProfileView } from '../api/schemas/profile.ts';
import type {
  BuiltProfilesView,
  ProfileSettingsView,
  ProfilesStateView,
  SnapshotView,
} from '../api/schemas/profile-upkeep.ts';
import type { ResultView, VariantView } from '../api/schemas/result.ts';
import type { MadeLinkView, MemberView } from '../review/schemas/session.ts';
import type { EditorRole } from '../store/editor-tables.ts';
import { createHttp } from './http.ts';
import { type SendReport, sendRecords } from './send-records.ts';
import { type WaitOptions, waitForJob } from './wait-for-job.ts';

/** One page of a list; give `nextCursor` as `cursor` to get the following one. */
export interface ClientPage<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
}
interface PageOptions {
  readonly limit?: number;
  readonly cursor?: string;
}
interface SubmitOptions {
  /** Makes a repeat harmless. */
  readonly idempotencyKey?: string;
}
type Records<Kind> = Iterable<Kind> | AsyncIterable<Kind>;

export type MastheadClient = ReturnType<typeof createClient>;

/**
 * A client of one Masthead server. Every method rejects with MastheadApiError (whose message is one line) when the
 * server refuses, and with MastheadUnreachableError when there is none.
 *
 * @param fetch another fetch, e.g. an API's own `request` in a test
 */
export function createClient({
  url,
  key,
  fetch: fetchWith = fetch,
}: {
  url: string;
  key?: string | undefined;
  fetch?: typeof fetch;
}) {
  const http = createHttp(url, key, fetchWith);
  const of = (id: string) => encodeURIComponent(id);
  const idempotent = ({ idempotencyKey }: SubmitOptions): Record<string, string> =>
    idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
  return {
    url: http.url,
    events: {
      send: (events: Records<Event>, signal?: AbortSignal): Promise<SendReport> =>
        sendRecords(http, '/v1/events', events, signal),
    },
    items: {
      send: (items: Records<Item>, signal?: AbortSignal): Promise<SendReport> =>
        sendRecords(http, '/v1/items', items, signal),
      get: (id: string) => http.json<VersionedItem>('GET', `/v1/items/${of(id)}`),
      list: (query: PageOptions & { kind?: ItemKind; category?: string } = {}) =>
        http.json<ClientPage<VersionedItem>>('GET', '/v1/items', { query }),
    },
    users: {
      put: (user: Pick<User, 'id'> & Partial<User>) => {
        const { id, ...fields } = user;
        return http.json<User>('PUT', `/v1/users/${of(id)}`, { json: fields });
      },
      get: (id: string) => http.json<User>('GET', `/v1/users/${of(id)}`),
      list: (query: PageOptions = {}) => http.json<ClientPage<User>>('GET', '/v1/users', { query }),
      erase: (id: string) =>
        http.json<{ erasedAt: string; erased: Record<string, number> }>('DELETE', `/v1/users/${of(id)}`),
      profile: (id: string) => http.json<ProfileView>('GET', `/v1/users/${of(id)}/profile`),
      explain: (id: string) => http.json<ExplanationView>('GET', `/v1/users/${of(id)}/explain`),
      evidence: (id: string) => http.json<ProfileEvidenceView>('GET', `/v1/users/${of(id)}/profile/evidence`),
    },
    adapters: {
      list: () => http.json<{ rows: AdapterView[] }>('GET', '/v1/adapters'),
      /** Serves the adapter of a training run. */
      add: (trained: { run: string; workspace?: string }) =>
        http.json<AdapterView>('POST', '/v1/adapters', { json: trained }),
      /** Serves what was laid on the server's shelf meanwhile. */
      refresh: () => http.json<{ rows: AdapterView[] | null; leftAside: string[] }>('POST', '/v1/adapters/refresh'),
    },
    check: (request: CheckRequest) => http.json<CheckAnswer>('POST', '/v1/check', { json: request }),
    profiles: {
      state: () => http.json<ProfilesStateView>('GET', '/v1/profiles'),
      settings: () => http.json<ProfileSettingsView>('GET', '/v1/profile-settings'),
      set: (overrides: Record<string, unknown>) =>
        http.json<ProfileSettingsView>('PUT', '/v1/profile-settings', { json: overrides }),
      takeSnapshot: () => http.json<SnapshotView>('POST', '/v1/profiles/snapshots'),
      build: (query: PageOptions = {}) => http.json<BuiltProfilesView>('POST', '/v1/profiles/build', { query }),
    },
    jobs: {
      submit: (job: JobRequest, options: SubmitOptions = {}) =>
        http.json<JobView>('POST', '/v1/jobs', { json: job, headers: idempotent(options) }),
      get: (id: string) => http.json<JobView>('GET', `/v1/jobs/${of(id)}`),
      list: (query: PageOptions & { state?: JobState; kind?: JobKind; batchId?: string } = {}) =>
        http.json<ClientPage<JobView>>('GET', '/v1/jobs', { query }),
      results: (id: string) =>
        http.json<{ jobId: string; state: JobState; results: ResultView[] }>('GET', `/v1/jobs/${of(id)}/results`),
      cancel: (id: string) => http.json<JobView>('POST', `/v1/jobs/${of(id)}/cancel`),
      retry: (id: string) => http.json<JobView>('POST', `/v1/jobs/${of(id)}/retry`),
      /** Follows a job to its end. */
      wait: (id: string, options?: WaitOptions): Promise<JobView> => waitForJob(http, id, options),
    },
    batches: {
      submit: (jobs: readonly JobRequest[], options: SubmitOptions = {}) =>
        http.json<BatchView & { jobIds: string[] }>('POST', '/v1/batches', {
          json: { jobs },
          headers: idempotent(options),
        }),
      get: (id: string) => http.json<BatchView>('GET', `/v1/batches/${of(id)}`),
    },
    variants: {
      get: (id: string) => http.json<VariantView>('GET', `/v1/variants/${of(id)}`),
      list: (query: PageOptions & { itemId?: string; kind?: WritingKind; placement?: string } = {}) =>
        http.json<ClientPage<VariantView>>('GET', '/v1/variants', { query }),
    },
    results: { get: (id: string) => http.json<ResultView>('GET', `/v1/results/${of(id)}`) },
    editors: {
      invite: (invitation: { role?: EditorRole; hours?: number; note?: string }) =>
        http.json<MadeLinkView>('POST', '/v1/review/invitations', { json: invitation }),
      list: () => http.json<{ rows: MemberView[] }>('GET', '/v1/review/editors'),
    },
    administration: {
      createWorkspace: (workspace: { id: string; name?: string }) =>
        http.json<{ id: string; name: string; createdAt: string }>('POST', '/v1/workspaces', { json: workspace }),
      createApiKey: (apiKey: { role: 'admin' | 'write' | 'read'; label: string; workspaceId?: string }) =>
        http.json<{ id: string; workspaceId: string; role: string; label: string; key: string }>(
          'POST',
          '/v1/api-keys',
          {
            json: apiKey,
          },
        ),
    },
  };
}
