-- What a ticket is about, the versions of its notes, and what belongs to it elsewhere.
do $views$
declare
    slot text;
    name text;
begin
    foreach slot in array array['generation_a', 'generation_b'] loop
        perform set_config('search_path', slot, true);

        alter table ticket add column topic text, add column intent text, add column label text, add column sub_label text;

        -- Which note mentions: an edit takes mentions away.
        alter table mention add column note_id text;
        alter table mention no force row level security;
        alter table timeline_item no force row level security;
        update mention m set note_id = t.event::jsonb ->> 'noteId' from timeline_item t
        where t.workspace = m.workspace and t.ticket_id = m.ticket_id and t.sequence = m.sequence;
        alter table mention force row level security;
        alter table timeline_item force row level security;

        -- Notes as they were edited, as the journal has it; what a note said first is in the timeline.
        create table note_edit (
            workspace text   not null,
            ticket_id text   not null,
            note_id   text   not null,
            sequence  bigint not null,
            event     text   not null,
            primary key (workspace, ticket_id, note_id, sequence)
        );

        create table ticket_record (
            workspace text   not null,
            ticket_id text   not null,
            record_id text   not null,
            type      text   not null,
            reference text,
            title     text   not null,
            url       text,
            sequence  bigint not null,
            primary key (workspace, ticket_id, record_id)
        );

        create table ticket_external (
            workspace    text        not null,
            ticket_id    text        not null,
            platform     text        not null,
            remote_id    text        not null,
            url          text,
            direction    text        not null,
            last_sync_at timestamptz not null,
            sequence     bigint      not null,
            primary key (workspace, ticket_id, platform, remote_id)
        );

        foreach name in array array['note_edit', 'ticket_record', 'ticket_external'] loop
            execute format('alter table %I enable row level security', name);
            execute format('alter table %I force row level security', name);
            execute format(
                'create policy own_workspace on %I using (workspace = current_setting(''handover.workspace'', true)'
                || ' or current_setting(''handover.projector'', true) = ''on'')', name);
            execute format('grant select, insert, update, delete, truncate on %I to "${approle}"', name);
        end loop;
    end loop;
    perform set_config('search_path', 'public', true);
end
$views$;
