-- Legs are written in the transaction that adds their call, so the key of the call keeps them single; nobody looks them up
-- by call. An index less to write for every leg.
alter table cdr_analytics.legs drop constraint legs_pkey;
