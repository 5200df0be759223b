-- Whoever signs in for the first time is shown around, until they have seen it or want no more of it. Whoever is here
-- already knows the way: the default fills their rows, and then goes.
alter table sys_people add column tour_ended_at timestamptz default now();
alter table sys_people alter column tour_ended_at drop default;
comment on column sys_people.tour_ended_at is 'When they had seen the first-day tour or wanted no more of it; null: it is still offered.';
