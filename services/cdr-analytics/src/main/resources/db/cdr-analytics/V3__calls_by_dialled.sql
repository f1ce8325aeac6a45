-- Calls are also looked for by what was dialled, before it was rewritten.
create index calls_by_dialled on cdr_analytics.calls (dialled_number, started_at) where dialled_number <> '';
