-- What workflows may read, cut into passages, with what the index is built of.

create schema if not exists retrieval;

create table retrieval.source (
    name       text        primary key,
    owner      text        not null,
    trust      text        not null,
    language   text        not null,                 -- a text search configuration, as in \dF
    generation bigint      not null default 0,       -- counts the changes of its passages; an index in memory is valid for one generation
    documents  integer     not null default 0,
    passages   integer     not null default 0,
    synced_at  timestamptz not null,

    constraint source_trust_known check (trust in ('untrusted', 'trusted'))
);

create table retrieval.document (
    source text not null references retrieval.source,
    path   text collate "C" not null,
    hash   text not null,                            -- of the text, the language and the way of cutting

    primary key (source, path)
);

create table retrieval.passage (
    id         uuid       primary key,
    source     text       not null,
    document   text       collate "C" not null,
    position   integer    not null,
    heading    text       not null,
    text       text       not null,
    start_line integer    not null,
    end_line   integer    not null,
    length     integer    not null,                  -- how many lexemes, each as often as it occurs
    lexemes    text[]     not null,                  -- of heading and text, by to_tsvector
    counts     smallint[] not null,                  -- how often each of them occurs

    unique (source, document, position),
    foreign key (source, document) references retrieval.document on delete cascade
) with (toast_tuple_target = 8160);                  -- a passage fits a page, so nothing is packed away and unpacked again
