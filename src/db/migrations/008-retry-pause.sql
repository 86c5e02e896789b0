-- Until when the workflow waits by itself before it tries the agent channel again: the sweeper does not ring meanwhile.
alter table handoffs add column retry_at timestamptz;
