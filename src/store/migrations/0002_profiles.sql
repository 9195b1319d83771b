-- What a workspace knows of a reader beside consent and age; used only to take an attribute out of vectors.
alter table masthead.users add column attributes jsonb not null default '{}';

-- What is everyone's at a time. The body holds no single reader; those who stand for a segment are rows of their own.
create table masthead.snapshots (
  workspace_id text not null references masthead.workspaces (id) on delete cascade,
  number integer not null,
  content_id text not null,
  as_of timestamptz(3) not null,
  encoder_sha256 text not null,
  settings_hash text not null,
  events bigint not null,
  items bigint not null,
  -- A reader whose events it was made from has been erased: the next one is due at once.
  outdated boolean not null default false,
  body jsonb not null,
  created_at timestamptz(3) not null default now(),
  primary key (workspace_id, number)
);

create table masthead.segment_readers (
  workspace_id text not null,
  snapshot integer not null,
  user_id text not null,
  segment integer not null,
  shares real[] not null,
  primary key (workspace_id, snapshot, user_id),
  foreign key (workspace_id, snapshot) references masthead.snapshots (workspace_id, number) on delete cascade
);
create index segment_readers_by_user on masthead.segment_readers (workspace_id, user_id);

-- A reader's interests held fixed under a number, so that new events change shares but not what the interests are.
create table masthead.interest_centres (
  workspace_id text not null references masthead.workspaces (id) on delete cascade,
  user_id text not null,
  number integer not null,
  snapshot integer not null,
  -- Names encoder, interest settings, privacy and rules: under others the interests are clustered anew.
  basis text not null,
  events integer not null,
  body jsonb not null,
  created_at timestamptz(3) not null default now(),
  primary key (workspace_id, user_id, number)
);

alter table masthead.profiles add column snapshot integer;
alter table masthead.profiles add column centres integer;
