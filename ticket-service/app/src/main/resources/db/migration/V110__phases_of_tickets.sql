-- The phase of each ticket, to be counted when a workspace names its statuses anew. Only phases that a scheme may have
-- no status for are ever counted.
alter table ticket_number add column phase text not null default 'NEW';

update ticket_number n set phase = e.phase
from (select distinct on (stream_id) stream_id, convert_from(payload, 'UTF8')::jsonb ->> 'phase' as phase
      from stored_event where event_type = 'ticket.status_changed'
      order by stream_id, sequence_number desc) e
where e.stream_id = n.ticket_id and e.phase is not null;

create index ticket_number_phase on ticket_number (workspace, phase) where phase in ('ON_HOLD', 'CLOSED');
