-- What a restore has begun and not ended is no installation: no service starts on it.
do $$
begin
    if to_regnamespace('restoring') is not null then
        raise exception 'A restore into this database did not come to its end: begin it again (./yardstick restore), or name an empty database';
    end if;
end $$;
