-- What webhooks are signed with, sealed by the installation's key. The secret before signs beside it for a while, so that
-- a receiver can change over.
create table webhook_secrets (
  workspace_id text primary key references workspaces (id),
  sealed text not null,
  issued_at timestamptz not null default clock_timestamp(),
  previous_sealed text,
  previous_until timestamptz
);
create index webhook_secrets_over on webhook_secrets (previous_until) where previous_sealed is not null;
