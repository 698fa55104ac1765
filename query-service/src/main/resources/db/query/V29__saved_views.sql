-- What somebody asked of a page, under a name of hers, to ask it again. No projection.
create table saved_view (
    role text not null,
    person text not null, -- empty: whoever is signed in with the role and no name
    page text not null,
    name text not null,
    query text not null,
    primary key (role, person, page, name)
);
-- Whoever is erased takes hers along.
create index saved_view_person on saved_view (person);
