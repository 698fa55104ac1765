package dev.yardstick.query.application;

import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.known.RepStories;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The only door to reps, to what is expected of them and to accounts: it opens to whom {@link
 * Rights} lets through. Rights follow what is known now: whoever asks what was known earlier sees
 * no more and no less for it.
 */
@Component
public record Roster(KnownStore library, RepStories stories, Rights rights, Visible visible) {

    private static final int PAGE = 200;

    /**
     * A rep as known at a position.
     *
     * @throws NotFoundException when there was no such rep
     * @throws org.springframework.security.access.AccessDeniedException when the caller may not
     */
    public RepStory find(String id, long position) {
        long now = visible.position();
        RepStory today = known(id, now);
        rights.requireRead(today);
        return position == now ? today : known(id, position);
    }

    private RepStory known(String id, long position) {
        return stories.rep(id, position)
                .orElseThrow(() -> new NotFoundException(Reason.NO_REP.of(id)));
    }

    /** Those of some reps who were known at a position and whom the caller may read about. */
    public List<RepStory> readable(Collection<String> ids, long position) {
        long now = visible.position();
        Map<String, RepStory> today = stories.at(now);
        List<RepStory> reps =
                position == now
                        ? ids.stream().map(today::get).filter(Objects::nonNull).toList()
                        : library.reps(ids, position);
        return reps.stream().filter(readable(today)).toList();
    }

    private Predicate<RepStory> readable(Map<String, RepStory> today) {
        Predicate<RepStory> readable = rights.readable();
        return rep -> {
            RepStory now = today.get(rep.id());
            return now != null && readable.test(now);
        };
    }

    /** The same, where the answer shows them all. */
    public List<RepStory> find(Collection<String> ids, long position) {
        List<RepStory> found = readable(ids, position);
        rights.reading(found);
        return found;
    }

    /**
     * Those of a team who are with the company on a day, by id, as known at a position; nobody
     * where all of them are hired later. Whoever asks tells {@link Rights} whom she shows.
     *
     * @throws NotFoundException when nobody was, is or will be in it whom the caller may read
     */
    public List<RepStory> team(String team, long position, LocalDate day) {
        List<RepStory> reps =
                readable(position, rep -> rep.place(day).team().equals(team) && !rep.isGone(day));
        if (reps.isEmpty()) {
            throw new NotFoundException(Reason.NO_TEAM.of(team));
        }
        return reps.stream().filter(rep -> rep.isEmployed(day)).toList();
    }

    /** Those who match, by id, as known at a position, of whom the answer shows some or none. */
    public List<RepStory> readable(long position, Predicate<RepStory> wanted) {
        long now = visible.position();
        Map<String, RepStory> today = stories.at(now);
        return (position == now ? today : stories.at(position))
                .values().stream().filter(wanted).filter(readable(today)).toList();
    }

    /** The same, where the answer shows them all. */
    public List<RepStory> find(long position, Predicate<RepStory> wanted) {
        List<RepStory> found = readable(position, wanted);
        rights.reading(found);
        return found;
    }

    /** Those whose names the caller may see, by id, as known now. */
    public List<RepStory> named() {
        return stories.at(visible.position()).values().stream().filter(rights.named()).toList();
    }

    /** Whether any rep, whoever may read about her, fits; that says nothing about one of them. */
    public boolean isAny(Predicate<RepStory> wanted) {
        return stories.at(visible.position()).values().stream().anyMatch(wanted);
    }

    /**
     * An expectation as known at a position.
     *
     * @throws NotFoundException when there was no such expectation
     * @throws org.springframework.security.access.AccessDeniedException when the caller may not
     */
    public Profile expectation(String id, long position) {
        Profile profile =
                library.profile(id, position)
                        .orElseThrow(() -> new NotFoundException(Reason.NO_EXPECTATION.of(id)));
        find(profile.rep(), position);
        return profile;
    }

    /**
     * An account as known at a position.
     *
     * @throws NotFoundException when there was none, or it is not for the caller
     */
    public AccountStory account(String id, long position) {
        AccountStory account = accounts(List.of(id), position).get(id);
        if (account == null) {
            throw new NotFoundException(Reason.NO_ACCOUNT.of(id));
        }
        return account;
    }

    /**
     * The accounts that the caller may see, by id, as known at a position.
     *
     * @param cursor the id before the first one
     */
    public Map<String, AccountStory> accounts(String cursor, long position, int limit) {
        List<String> owners =
                rights.mayReadAll()
                        ? null
                        : readable(visible.position(), rep -> true).stream()
                                .map(RepStory::id)
                                .toList();
        Map<String, AccountStory> found = new LinkedHashMap<>();
        List<String> ids = accountsAfter(cursor, owners, position);
        while (!ids.isEmpty() && found.size() < limit) {
            Map<String, AccountStory> readable = accounts(ids, position);
            ids.stream()
                    .filter(readable::containsKey)
                    .limit(limit - found.size())
                    .forEach(id -> found.put(id, Objects.requireNonNull(readable.get(id))));
            ids = accountsAfter(ids.getLast(), owners, position);
        }
        return found;
    }

    private List<String> accountsAfter(
            String account, @Nullable List<String> owners, long position) {
        return owners == null
                ? library.accountsAfter(account, position, PAGE)
                : library.accountsAfter(account, owners, PAGE);
    }

    /** Those of some accounts that the caller may see, by id, as known at a position. */
    public Map<String, AccountStory> accounts(Collection<String> ids, long position) {
        Map<String, AccountStory> accounts = library.accounts(ids, position);
        if (!rights.mayReadAll()) {
            long now = visible.position();
            Map<String, AccountStory> today =
                    position == now ? accounts : library.accounts(ids, now);
            Map<String, RepStory> reps =
                    readable(
                                    today.values().stream()
                                            .flatMap(account -> account.owners().stream())
                                            .distinct()
                                            .toList(),
                                    now)
                            .stream()
                            .collect(Collectors.toMap(RepStory::id, rep -> rep));
            accounts.keySet()
                    .removeIf(id -> {
                        AccountStory account = Objects.requireNonNull(today.get(id));
                        return account.owners().stream()
                                .map(reps::get)
                                .noneMatch(rep -> rep != null && rights.isOwner(rep, account));
                    });
        }
        return accounts;
    }

    /** Tells whose accounts the answer shows. */
    public void showing(Collection<@Nullable String> owners) {
        rights.readingOf(owners.stream().filter(Objects::nonNull).distinct().toList());
    }
}
