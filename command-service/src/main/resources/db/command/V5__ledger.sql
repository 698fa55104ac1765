-- The ledger: a Merkle tree over the log's lines, in the tiles of C2SP tlog-tiles. A tile of level l
-- holds, in order, the roots of up to 256 subtrees of 256^l events each; only the last of a level is
-- not full, and is replaced as it fills.
create table ledger_tile (
    level  smallint not null,
    number bigint   not null,
    hashes bytea    not null check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
    primary key (level, number)
);
alter table ledger_tile alter column hashes set storage external; -- hashes cannot be compressed

-- How far the log has been hashed; written together with the tiles.
create table ledger (
    singleton boolean primary key default true check (singleton),
    size      bigint  not null,
    root      bytea   not null check (octet_length(root) = 32),
    problem   text                               -- why the ledger does not go on
);
insert into ledger (size, root) values (0, sha256(''));

-- Every checkpoint that was signed.
create table ledger_checkpoint (
    id   bigint      primary key generated always as identity,
    size bigint      not null,
    name text        not null,                   -- of the key
    time timestamptz not null,
    note text        not null,
    unique (size, name)
);
