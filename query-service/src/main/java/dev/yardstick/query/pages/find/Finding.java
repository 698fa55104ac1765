package dev.yardstick.query.pages.find;

import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Roster;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.AccountNames;
import dev.yardstick.query.pages.kit.Frame;
import dev.yardstick.query.wording.Sought;
import dev.yardstick.query.wording.Wording;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds what the caller may open by a word of its name. Nobody's figures are asked for: who works
 * here and how accounts are called is held in memory.
 */
@Component
record Finding(
        Snapshots snapshots,
        Parameters parameters,
        Roster roster,
        Rights rights,
        PersonalKeys texts,
        AccountNames accounts,
        Frame frame,
        Wording words,
        Clock clock) {

    private static final int MOST = 8;

    /** Of accounts that fit, so many are looked up to see which of them are there and hers. */
    private static final int MOST_LOOKED_UP = 100;

    /** So many characters say something about people and accounts. */
    private static final int LEAST = 2;

    private static final Pattern POSITION = Pattern.compile("#?[0-9]{1,18}");

    /**
     * A rep by her name of today.
     *
     * @param plain name and id as {@link Sought} compares them
     */
    private record Named(Found.Person person, String plain) {}

    /** What fits; of people and accounts nothing where less than two characters are asked for. */
    Found find(@Nullable String text) {
        Sought sought = Sought.of(text);
        List<Frame.Entry> pages =
                frame.places().stream().filter(it -> sought.isIn(Sought.plain(label(it)))).toList();
        return snapshots.read(() -> {
            long position = parameters.knownAt(null).position();
            List<RepStory> reps =
                    sought.length() < LEAST ? List.of() : roster.readable(position, rep -> true);
            texts.prefetch(reps.stream().map(RepStory::id).toList());
            List<Named> all = reps.stream().map(this::named).toList();
            Found.Some<Found.Person> people =
                    Found.Some.of(
                            all.stream()
                                    .filter(it -> sought.isIn(it.plain()))
                                    .sorted(order(sought))
                                    .limit(MOST + 1)
                                    .map(Named::person)
                                    .toList(),
                            MOST);
            rights.readingOf(people.items().stream().map(Found.Person::id).toList());
            return new Found(
                    text,
                    people,
                    Found.Some.of(accounts(sought, reps, position), MOST),
                    teams(sought, all),
                    pages,
                    position(text, position));
        });
    }

    private String label(Frame.Entry page) {
        return words.message("layout.place." + page.code());
    }

    private static Comparator<Named> order(Sought sought) {
        return Comparator.comparing((Named it) -> it.person().left())
                .thenComparing(it -> sought.rank(it.plain()))
                .thenComparing(Named::plain);
    }

    private Named named(RepStory rep) {
        LocalDate today = LocalDate.now(clock.withZone(rep.timeZone()));
        String opened = texts.open(rep.name(today));
        String name = opened == null ? rep.id() : opened;
        return new Named(
                new Found.Person(rep.id(), name, rep.place(today).team(), rep.isGone(today)),
                Sought.plain(name + "\n" + rep.id()));
    }

    private List<Found.Account> accounts(Sought sought, List<RepStory> reps, long position) {
        if (sought.length() < LEAST || !frame.mayOpen("accounts")) {
            return List.of();
        }
        Set<String> owners =
                rights.mayReadAll()
                        ? null
                        : reps.stream().map(RepStory::id).collect(Collectors.toSet());
        List<String> ids =
                accounts.find(
                        sought, owners == null ? null : owners::contains, position, MOST_LOOKED_UP);
        Map<String, AccountStory> stories = roster.accounts(ids, position);
        LocalDate today = LocalDate.now(clock);
        return ids.stream()
                .filter(stories::containsKey)
                .map(id -> {
                    AccountStory story = Objects.requireNonNull(stories.get(id));
                    return new Found.Account(id, story.kind(today).name());
                })
                .filter(it -> sought.isIn(Sought.plain(it.name() + "\n" + it.id())))
                .limit(MOST + 1)
                .toList();
    }

    private List<String> teams(Sought sought, List<Named> all) {
        return frame.mayOpen("teams")
                ? all.stream()
                        .map(Named::person)
                        .filter(person -> !person.left())
                        .map(Found.Person::team)
                        .distinct()
                        .filter(team -> sought.isIn(Sought.plain(team)))
                        .sorted()
                        .limit(MOST)
                        .toList()
                : List.of();
    }

    private @Nullable Long position(@Nullable String text, long last) {
        if (text == null || !frame.mayOpen("audit") || !POSITION.matcher(text).matches()) {
            return null;
        }
        long position = Long.parseLong(text.replace("#", ""));
        return position >= 1 && position <= last ? position : null;
    }
}
