import { useQuery } from '@tanstack/react-query';
import { Problem } from '../../data/problem.ts';
import { Page } from '../../shell/page.tsx';
import { QueryState } from '../../shell/query-state.tsx';
import { span } from '../../shell/when.ts';
import { labelValues, readMetrics, type Sample, total } from './metrics.ts';

interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly {
    readonly name: string;
    readonly ready: boolean;
    readonly reason?: string;
    readonly detail?: string;
  }[];
}

const partWords: Readonly<Record<string, string>> = { store: 'Database', models: 'Models', queue: 'Queue' };

/** How the server is: its parts, models and devices, its work. */
export function SystemPage() {
  // Not ready is an answer here (503), not a fault.
  const readiness = useQuery({
    queryKey: ['readiness'],
    queryFn: async ({ signal }) => {
      const response = await fetch('/readyz', { signal });
      if (response.status !== 200 && response.status !== 503)
        throw new Problem(response.status, 'unreachable', 'The server does not say how it is.');
      return (await response.json()) as Readiness;
    },
    refetchInterval: 5000,
  });
  const metrics = useQuery({
    queryKey: ['metrics'],
    queryFn: async ({ signal }) => readMetrics(await (await fetch('/metrics', { signal })).text()),
    refetchInterval: 5000,
  });
  return (
    <Page title="System" about="This server's parts, and what they have done since it was started.">
      <QueryState of={readiness} />
      <div className="cards cards--parts">
        {readiness.data?.checks.map(({ name, ready, reason, detail }) => (
          <section key={name} className="card" data-state={ready ? 'done' : 'failed'}>
            <h2>{partWords[name] ?? name}</h2>
            <p className="job__state">
              <i aria-hidden="true" />
              {ready ? 'Ready' : 'Not ready'}
            </p>
            {reason && <p>{reason}</p>}
            {detail && <p>{detail}</p>}
          </section>
        ))}
      </div>
      {metrics.data && <Work samples={metrics.data} />}
    </Page>
  );
}

const jobKinds: Readonly<Record<string, string>> = { headline: 'Headlines', 'ad-title': 'Ad titles' };

function Work({ samples }: { readonly samples: readonly Sample[] }) {
  const kinds = labelValues(samples, 'masthead_jobs_submitted_total', 'kind');
  const mean = (name: string, labels = {}) => {
    const count = total(samples, `${name}_count`, labels);
    return count > 0 ? span(total(samples, `${name}_sum`, labels) / count) : 'none yet';
  };
  const memory = total(samples, 'process_resident_memory_bytes');
  const facts: readonly (readonly [string, string])[] = [
    ...labelValues(samples, 'masthead_jobs', 'state').map(
      (state) => [`Jobs ${state}`, total(samples, 'masthead_jobs', { state }).toLocaleString()] as const,
    ),
    ...kinds.map(
      (kind) =>
        [
          `${jobKinds[kind] ?? kind} asked for`,
          total(samples, 'masthead_jobs_submitted_total', { kind }).toLocaleString(),
        ] as const,
    ),
    ['A job waits, on average', mean('masthead_job_wait_seconds')],
    ['A job runs, on average', mean('masthead_job_run_seconds')],
    ['Tokens through the models', total(samples, 'masthead_model_tokens_total').toLocaleString()],
    ['Requests answered', total(samples, 'masthead_http_request_seconds_count').toLocaleString()],
    ...(memory > 0 ? [['Memory in use', `${Math.round(memory / 1024 ** 2).toLocaleString()} MB`] as const] : []),
  ];
  return (
    <section className="work">
      <h2 className="ruled">Work</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">
        All of it in Prometheus' format at <a href="/metrics">/metrics</a>; the REST interface is described at{' '}
        <a href="/docs">/docs</a>.
      </p>
    </section>
  );
}
