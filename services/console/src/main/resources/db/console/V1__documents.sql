-- The configuration documents. A deleted one stays as a row whose body has no spec.
create table document (
  kind       text        not null,
  name       text        not null,
  revision   bigint      not null,
  -- patchbay.config.v1.Document, secrets as digests
  body       bytea       not null,
  updated_at timestamptz not null,
  updated_by text        not null,
  -- Kafka has this revision
  published  boolean     not null default false,
  -- as last read from a file; null: never
  imported   bytea,
  primary key (kind, name)
);
create index document_unpublished on document (kind, name) where not published;

create table document_history (
  kind       text        not null,
  name       text        not null,
  revision   bigint      not null,
  body       bytea       not null,
  updated_at timestamptz not null,
  updated_by text        not null,
  primary key (kind, name, revision)
);
