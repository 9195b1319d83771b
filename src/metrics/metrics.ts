import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** How many there are of something, by label value. */
export type Counts = Readonly<Record<string, number>>;

/** Where gauges that live in the store or the queue are read from, at each scrape. A failing source leaves its gauge out. */
export interface MetricSources {
  /** Jobs by state, all workspaces. */
  readonly jobsByState?: () => Promise<Counts>;
  /** Entries by queue name. */
  readonly queueDepth?: () => Promise<Counts>;
}

const httpBuckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const jobBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

/** Everything this process counts, for Prometheus. No label ever holds a user, an item or a workspace. */
export interface Metrics {
  readonly registry: Registry;
  /** @param route the pattern, such as `/v1/jobs/:id`, never the path */
  observeRequest(method: string, route: string, status: number, seconds: number): void;
  countIntake(what: 'events' | 'items', outcome: 'accepted' | 'duplicate' | 'rejected', count: number): void;
  countJobsSubmitted(kind: string, count: number): void;
  observeJob(kind: string, outcome: string, waitSeconds: number, runSeconds: number): void;
  countTokens(count: number, direction: 'generated' | 'prefilled'): void;
  countGeneration(kind: string, fallback: string): void;
  /** Adds sources that are known only after the metrics were made. */
  addSources(sources: MetricSources): void;
}

/** @param processMetrics also collect Node's own (memory, event-loop delay, garbage collection) */
export function createMetrics({ processMetrics = true }: { processMetrics?: boolean } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (processMetrics) collectDefaultMetrics({ register: registry });
  const sources: { -readonly [Name in keyof MetricSources]: MetricSources[Name] } = {};

  const request = new Histogram({
    name: 'masthead_http_request_seconds',
    help: 'Time from a request to the start of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: httpBuckets,
    registers,
  });
  const intake = new Counter({
    name: 'masthead_intake_records_total',
    help: 'Events and items received',
    labelNames: ['what', 'outcome'],
    registers,
  });
  const submitted = new Counter({
    name: 'masthead_jobs_submitted_total',
    help: 'Jobs accepted over the API',
    labelNames: ['kind'],
    registers,
  });
  const wait = new Histogram({
    name: 'masthead_job_wait_seconds',
    help: 'Time a job waited before its run began',
    labelNames: ['kind'],
    buckets: jobBuckets,
    registers,
  });
  const run = new Histogram({
    name: 'masthead_job_run_seconds',
    help: 'Time a run took',
    labelNames: ['kind', 'outcome'],
    buckets: jobBuckets,
    registers,
  });
  const tokens = new Counter({
    name: 'masthead_model_tokens_total',
    help: 'Tokens the language model wrote or read',
    labelNames: ['direction'],
    registers,
  });
  const generations = new Counter({
    name: 'masthead_generations_total',
    help: 'Texts that were decided on, by fallback (none when the model wrote it)',
    labelNames: ['kind', 'fallback'],
    registers,
  });
  gaugeFrom('masthead_jobs', 'Jobs in the store, by state', 'state', () => sources.jobsByState?.());
  gaugeFrom('masthead_queue_entries', 'Entries in the queues', 'queue', () => sources.queueDepth?.());

  function gaugeFrom(name: string, help: string, label: string, read: () => Promise<Counts> | undefined): void {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers,
      async collect() {
        this.reset();
        const counts = await read()?.catch(() => undefined);
        for (const [value, count] of Object.entries(counts ?? {})) this.set({ [label]: value }, count);
      },
    });
  }

  return {
    registry,
    observeRequest: (method, route, status, seconds) =>
      request.observe({ method, route, status: String(status) }, seconds),
    countIntake: (what, outcome, count) => {
      if (count > 0) intake.inc({ what, outcome }, count);
    },
    countJobsSubmitted: (kind, count) => submitted.inc({ kind }, count),
    observeJob: (kind, outcome, waitSeconds, runSeconds) => {
      wait.observe({ kind }, waitSeconds);
      run.observe({ kind, outcome }, runSeconds);
    },
    countTokens: (count, direction) => tokens.inc({ direction }, count),
    countGeneration: (kind, fallback) => generations.inc({ kind, fallback }),
    addSources: (more) => Object.assign(sources, more),
  };
}
