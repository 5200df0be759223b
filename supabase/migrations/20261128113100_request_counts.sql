-- How many requests came in this minute, from whom, over all processes of the server.

-- Nothing is lost with it: after a crash everybody begins anew.
create unlogged table sys_request_counts (
  subject text collate "C" primary key,
  minute int not null,
  requests int not null
) with (fillfactor = 50);
comment on table sys_request_counts is
  'Requests of a minute by address of the internet, by actor and by tenant, as the processes of the server tell each other of them. Those of an hour ago are gone.';
comment on column sys_request_counts.minute is 'Since 1970, by the clock of the process.';
alter table sys_request_counts enable row level security;
alter table sys_request_counts force row level security;
create policy porter on sys_request_counts to regulars_porter using (true) with check (true);
grant select, insert, delete, update (minute, requests) on sys_request_counts to regulars_porter;

call regulars.keep_private(array['sys_request_counts']::regclass[]);
