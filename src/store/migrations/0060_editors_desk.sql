-- Who may sign in at the desk. Accounts, credentials and sessions are kept by better-auth.
create table masthead.editors (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create table masthead.editor_credentials (
  id text primary key,
  editor_id text not null references masthead.editors (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (provider_id, account_id)
);
create index editor_credentials_by_editor on masthead.editor_credentials (editor_id);

create table masthead.editor_sessions (
  id text primary key,
  token text not null unique,
  editor_id text not null references masthead.editors (id) on delete cascade,
  expires_at timestamptz(3) not null,
  ip_address text,
  user_agent text,
  -- The workspace that the editor has open in this session.
  workspace_id text references masthead.workspaces (id) on delete set null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index editor_sessions_by_editor on masthead.editor_sessions (editor_id);

create table masthead.editor_verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create table masthead.memberships (
  workspace_id text not null references masthead.workspaces (id) on delete cascade,
  editor_id text not null references masthead.editors (id) on delete cascade,
  role text not null check (role in ('viewer', 'editor', 'admin')),
  created_at timestamptz(3) not null default now(),
  primary key (workspace_id, editor_id)
);
create index memberships_by_editor on masthead.memberships (editor_id);

-- Links that open the desk once: an invitation makes an account, a sign-in link opens one that is there.
create table masthead.desk_links (
  id uuid primary key,
  workspace_id text not null references masthead.workspaces (id) on delete cascade,
  token_sha256 text not null unique,
  purpose text not null check (purpose in ('invitation', 'sign-in')),
  role text not null check (role in ('viewer', 'editor', 'admin')),
  editor_id text references masthead.editors (id) on delete cascade,
  note text not null default '',
  made_by text not null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  revoked_at timestamptz(3)
);
create index desk_links_by_workspace on masthead.desk_links (workspace_id, id);

-- Keys that this store makes for itself: the one that signs cookies, and each workspace's key of pseudonyms.
create table masthead.secrets (
  name text primary key,
  value text not null,
  created_at timestamptz(3) not null default now()
);

-- How much looking-at a text needs, 0 to 1: first what the check says, then how well it is supported.
create function masthead.review_risk(verdict jsonb) returns double precision
language sql immutable as $$
  select (case verdict ->> 'label' when 'contradicted' then 2 when 'not_verifiable' then 1 else 0 end
    + 1 - least(1, greatest(0, coalesce((verdict ->> 'score')::double precision, 0)))) / 3
$$;

-- One row for each distinct text: what editors decide on.
create table masthead.review_items (
  variant_id uuid primary key references masthead.variants (id) on delete cascade,
  workspace_id text not null references masthead.workspaces (id) on delete cascade,
  item_id text not null,
  item_version integer not null,
  kind text not null,
  placement text not null,
  section text,
  segments text[] not null default '{}',
  verdict text not null,
  confidence double precision not null,
  risk double precision not null,
  -- Distinct users whose results chose the text.
  readers integer not null,
  for_everybody boolean not null default false,
  state text not null check (state in ('waiting', 'approved', 'edited', 'rejected', 'skipped', 'original', 'retired')),
  -- 1: first reading; 2: blind second reading; 3: the two differed.
  round integer not null default 1,
  first_by text,
  first_decision uuid,
  claimed_by text,
  claimed_by_name text,
  claim_until timestamptz(3),
  claimed_at timestamptz(3),
  decision_id uuid,
  decided_at timestamptz(3),
  decided_by text,
  decided_by_name text,
  approved_text text,
  waiting_since timestamptz(3) not null,
  changed_at timestamptz(3) not null default now()
);
create index review_items_by_risk on masthead.review_items (workspace_id, state, risk desc, variant_id desc);
create index review_items_by_reach on masthead.review_items (workspace_id, state, readers desc, variant_id desc);
create index review_items_by_age on masthead.review_items (workspace_id, state, waiting_since, variant_id);
create index review_items_by_item on masthead.review_items (workspace_id, item_id);
create index review_items_by_change on masthead.review_items (workspace_id, changed_at);
create index review_items_claimed on masthead.review_items (workspace_id, claimed_by) where claimed_by is not null;
create index review_items_decided on masthead.review_items (workspace_id, decided_at) where decided_at is not null;

-- Every decision, for good: an undo is a row of its own. Texts go when the reader they were written for is erased.
create table masthead.review_decisions (
  id uuid primary key,
  workspace_id text not null references masthead.workspaces (id) on delete cascade,
  variant_id uuid not null,
  item_id text not null,
  item_version integer not null,
  kind text not null,
  placement text not null,
  section text,
  action text not null check (action in ('approve', 'edit', 'reject', 'skip', 'undo')),
  round integer not null,
  actor text not null,
  actor_name text not null,
  state_before text not null,
  state_after text not null,
  text_before text,
  text_after text,
  edit_distance integer,
  reason text,
  note text,
  -- What the check said of an edited text, and why it was overridden.
  check_verdict jsonb,
  override_reason text,
  -- What the check had said of the text decided on.
  verdict text not null,
  confidence double precision not null,
  readers integer not null,
  seconds double precision,
  undoes uuid,
  undone_by uuid,
  bulk_id uuid,
  -- The entry as it was, for undo.
  entry_before jsonb not null,
  erased boolean not null default false,
  created_at timestamptz(3) not null default now()
);
create index review_decisions_by_workspace on masthead.review_decisions (workspace_id, id);
create index review_decisions_by_variant on masthead.review_decisions (variant_id, id);
create index review_decisions_by_time on masthead.review_decisions (workspace_id, created_at);

-- Approvals of many texts at once: by what rule, and how many it took.
create table masthead.review_bulk_approvals (
  id uuid primary key,
  workspace_id text not null references masthead.workspaces (id) on delete cascade,
  actor text not null,
  actor_name text not null,
  rule jsonb not null,
  approved integer not null,
  created_at timestamptz(3) not null default now()
);
create index review_bulk_approvals_by_workspace on masthead.review_bulk_approvals (workspace_id, id);

-- Whether an audience is new to a text.
create index results_by_variant_audience on masthead.results (variant_id, audience_key);

-- What had been written before there was a desk.
insert into masthead.review_items (variant_id, workspace_id, item_id, item_version, kind, placement, section, segments,
  verdict, confidence, risk, readers, for_everybody, state, waiting_since)
select variant.id, variant.workspace_id, variant.item_id, variant.item_version, variant.kind, variant.placement,
  item.category, coalesce(reach.segments, '{}'), variant.verdict ->> 'label',
  coalesce((variant.verdict ->> 'score')::double precision, 0), masthead.review_risk(variant.verdict),
  coalesce(reach.readers, 0), coalesce(reach.for_everybody, false),
  case when item.id is null then 'retired' when variant.is_original then 'original' else 'waiting' end,
  variant.created_at
from masthead.variants as variant
left join masthead.items as item on item.workspace_id = variant.workspace_id and item.id = variant.item_id
  and item.version = variant.item_version and item.current
left join (
  select variant_id,
    count(distinct audience_key) filter (where audience_key like 'user:%')::integer as readers,
    bool_or(audience_key = 'everybody') as for_everybody,
    array_agg(distinct substr(audience_key, 9)) filter (where audience_key like 'segment:%') as segments
  from masthead.results group by variant_id
) as reach on reach.variant_id = variant.id;
