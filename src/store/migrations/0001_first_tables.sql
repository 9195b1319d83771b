create table masthead.workspaces (
  id text primary key,
  name text not null,
  settings jsonb not null default '{}',
  created_at timestamptz(3) not null default now()
);

create table masthead.api_keys (
  id uuid primary key,
  workspace_id text not null references masthead.workspaces (id) on delete cascade,
  sha256 text not null unique,
  role text not null check (role in ('admin', 'write', 'read')),
  label text not null,
  created_at timestamptz(3) not null default now(),
  revoked_at timestamptz(3)
);
create index api_keys_by_workspace on masthead.api_keys (workspace_id, id);

create table masthead.users (
  workspace_id text not null references masthead.workspaces (id) on delete cascade,
  id text not null,
  consent text not null default 'unknown',
  age_band text not null default 'unknown',
  rules jsonb not null default '[]',
  created_at timestamptz(3) not null default now(),
  primary key (workspace_id, id)
);

create table masthead.events (
  workspace_id text not null references masthead.workspaces (id) on delete cascade,
  id text not null,
  user_id text not null,
  item_id text not null,
  at timestamptz(3) not null,
  kind text not null,
  dwell_seconds double precision,
  scroll double precision,
  session_id text,
  device text,
  variant_id text,
  placement text,
  primary key (workspace_id, id)
);
create index events_by_user on masthead.events (workspace_id, user_id, at, id);
create index events_by_item on masthead.events (workspace_id, item_id, at);

create table masthead.items (
  workspace_id text not null references masthead.workspaces (id) on delete cascade,
  id text not null,
  version integer not null,
  current boolean not null,
  kind text not null,
  title text not null,
  summary text,
  body text,
  category text,
  language text,
  published_at timestamptz(3),
  word_count integer,
  facts jsonb,
  content_hash text not null,
  created_at timestamptz(3) not null default now(),
  primary key (workspace_id, id, version)
);
create unique index items_current on masthead.items (workspace_id, id) where current;

-- real[] and not pgvector's own type: every PostgreSQL has it, and where the extension is on it casts to vector.
create table masthead.item_vectors (
  workspace_id text not null references masthead.workspaces (id) on delete cascade,
  item_id text not null,
  item_version integer not null,
  encoder_sha256 text not null,
  vector real[] not null,
  primary key (workspace_id, item_id, item_version, encoder_sha256)
);

create table masthead.profiles (
  workspace_id text not null references masthead.workspaces (id) on delete cascade,
  user_id text not null,
  version integer not null,
  as_of timestamptz(3) not null,
  body jsonb not null,
  body_hash text not null,
  created_at timestamptz(3) not null default now(),
  primary key (workspace_id, user_id, version)
);

create table masthead.batches (
  id uuid primary key,
  workspace_id text not null references masthead.workspaces (id) on delete cascade,
  idempotency_key text,
  request_hash text not null,
  job_count integer not null,
  created_at timestamptz(3) not null default now(),
  unique (workspace_id, idempotency_key)
);
create index batches_by_workspace on masthead.batches (workspace_id, id);

create table masthead.jobs (
  id uuid primary key,
  workspace_id text not null references masthead.workspaces (id) on delete cascade,
  batch_id uuid references masthead.batches (id) on delete set null,
  kind text not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  lane text not null check (lane in ('interactive', 'bulk')),
  input jsonb not null,
  idempotency_key text,
  request_hash text not null,
  attempts integer not null default 0,
  max_attempts integer not null default 3,
  fence bigint not null default 0,
  worker_id text,
  lease_until timestamptz(3),
  cancel_requested boolean not null default false,
  error jsonb,
  event_sequence integer not null default 0,
  available_at timestamptz(3) not null default now(),
  dispatched_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  unique (workspace_id, idempotency_key)
);
create index jobs_by_workspace on masthead.jobs (workspace_id, id);
create index jobs_by_workspace_state on masthead.jobs (workspace_id, state, id);
create index jobs_by_batch on masthead.jobs (batch_id, id) where batch_id is not null;
create index jobs_waiting on masthead.jobs (kind, id) where state = 'queued';
create index jobs_leased on masthead.jobs (lease_until) where state = 'running';

create table masthead.outbox (
  id bigserial primary key,
  job_id uuid not null references masthead.jobs (id) on delete cascade
);
create index outbox_by_job on masthead.outbox (job_id);

create table masthead.variants (
  id uuid primary key,
  workspace_id text not null references masthead.workspaces (id) on delete cascade,
  item_id text not null,
  item_version integer not null,
  kind text not null,
  placement text not null,
  text text not null,
  text_hash text not null,
  verdict jsonb not null,
  is_original boolean not null,
  created_at timestamptz(3) not null default now(),
  unique (workspace_id, item_id, item_version, kind, placement, text_hash)
);
create index variants_by_workspace on masthead.variants (workspace_id, id);

create table masthead.results (
  id uuid primary key,
  workspace_id text not null references masthead.workspaces (id) on delete cascade,
  job_id uuid not null references masthead.jobs (id) on delete cascade,
  audience_key text not null,
  audience jsonb not null,
  variant_id uuid not null references masthead.variants (id),
  outcome jsonb not null,
  reader jsonb,
  created_at timestamptz(3) not null default now(),
  unique (job_id, audience_key)
);
create index results_by_variant on masthead.results (variant_id, id);
create index results_by_audience on masthead.results (workspace_id, audience_key, id);

create table masthead.job_events (
  job_id uuid not null references masthead.jobs (id) on delete cascade,
  sequence integer not null,
  workspace_id text not null,
  kind text not null,
  data jsonb not null default '{}',
  at timestamptz(3) not null default now(),
  primary key (job_id, sequence)
);
