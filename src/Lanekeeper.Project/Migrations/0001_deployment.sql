-- Snapshots of projects by content, and which of them is live.

create schema project;

-- A file's content, stored once however many snapshots hold it.
create table project.file (
    hash    text  primary key,
    content bytea not null,

    constraint file_hash_form check (hash ~ '^sha256:[0-9a-f]{64}$')
);

create table project.snapshot (
    hash      text        primary key,
    project   text        not null,
    stored_at timestamptz not null,

    constraint snapshot_hash_form check (hash ~ '^sha256:[0-9a-f]{64}$')
);

create table project.snapshot_file (
    snapshot text not null references project.snapshot,
    path     text not null,
    file     text not null references project.file,

    primary key (snapshot, path)
);

-- What was made live, by whom and why. Rows are added and never changed.
create table project.deployment (
    id               uuid        primary key,
    -- The order in which deployments took effect, whatever the clocks said.
    number           bigint      not null generated always as identity unique,
    snapshot         text        not null references project.snapshot,
    note             text        not null,
    deployed_by      text        not null,
    deployed_at      timestamptz not null,
    rolled_back_from text        references project.snapshot,

    constraint deployment_note_short check (length(note) <= 1000)
);

create function project.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'project.deployment is append-only';
end
$$;

create trigger deployment_append_only before update or delete on project.deployment
    for each row execute function project.refuse_change();

-- One row, which says what is live. Whoever changes it locks it first, so that deployments take effect one after another.
create table project.live (
    single     boolean primary key default true,
    deployment uuid    references project.deployment,

    constraint live_one_row check (single)
);

insert into project.live default values;
