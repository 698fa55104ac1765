package dev.yardstick.query.pages.people;

import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Roster;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.facts.RepStory;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads who works here and which accounts there are, as stated for today. */
@Component
public record PeopleReading(
        Snapshots snapshots,
        Parameters parameters,
        Roster roster,
        Rights rights,
        PersonalKeys texts,
        Clock clock) {

    static final int MOST_CHOICES = 200;

    /** An absence that was not cancelled. */
    public record Absence(String id, LocalDate from, @Nullable LocalDate to) {}

    /** A rep as stated for today. */
    public record Person(
            String id,
            String name,
            @Nullable String email,
            String team,
            @Nullable String manager,
            LocalDate hiredOn,
            String timeZone,
            @Nullable String calendar,
            @Nullable LocalDate leftOn,
            List<Absence> absences,
            boolean erased,
            LocalDate today) {

        /** Whether she is away today. */
        public boolean isAway() {
            return absences.stream()
                    .anyMatch(a ->
                            !a.from().isAfter(today)
                                    && (a.to() == null || !a.to().isBefore(today)));
        }

        /** Whether a text is in her name, id or team, or that of her manager; null is in all. */
        boolean matches(@Nullable String text) {
            return has(text, name, id, team, manager);
        }

        /** Whether she has left. */
        public boolean hasLeft() {
            return leftOn != null && leftOn.isBefore(today);
        }
    }

    /** An account as stated for today. */
    public record Account(
            String id,
            String name,
            @Nullable String tier,
            @Nullable String strategy,
            @Nullable String owner,
            boolean inherited,
            @Nullable BigDecimal amount,
            @Nullable String currency) {}

    /**
     * Those whom the caller may see and whose name, id or team has a text in it, by name; whoever
     * asks tells {@link Rights#shown} whom she shows.
     */
    List<Person> people(@Nullable String text) {
        return byName(
                () -> roster.readable(parameters.knownAt(null).position(), rep -> true),
                person -> person.matches(text));
    }

    private List<Person> byName(Supplier<List<RepStory>> those, Predicate<Person> wanted) {
        return snapshots.read(() -> {
            List<RepStory> reps = those.get();
            texts.prefetch(reps.stream().map(RepStory::id).toList());
            return reps.stream()
                    .map(this::person)
                    .filter(wanted)
                    .sorted(
                            Comparator.comparing((Person p) -> p.name().toLowerCase(Locale.ROOT))
                                    .thenComparing(Person::id))
                    .toList();
        });
    }

    /**
     * Those whose names the caller may see, as these are typed and suggested; who was erased has
     * none. That somebody is called so is no reading about her.
     */
    public Names names() {
        return Names.of(byName(roster::named, person -> !person.erased()));
    }

    /** Whether there is a rep with an id whom the caller may see. */
    public boolean isKnown(String id) {
        return snapshots.read(
                () -> !roster.readable(List.of(id), parameters.knownAt(null).position()).isEmpty());
    }

    /**
     * Reps of whom one is to be chosen.
     *
     * @param reps those found, by name, of many the first
     * @param many whether there are so many that one has to look for her
     * @param text what was looked for; null: nothing
     */
    public record Choice(List<Person> reps, boolean many, @Nullable String text) {}

    /**
     * Those who have not left and whom the caller may see; of many only those with a text in them.
     *
     * @param hired whether she has to be at work by today
     */
    public Choice choice(@Nullable String text, boolean hired) {
        List<Person> all =
                people(null).stream()
                        .filter(p -> !p.hasLeft() && !p.erased())
                        .filter(p -> !hired || !p.hiredOn().isAfter(p.today()))
                        .toList();
        boolean many = all.size() > MOST_CHOICES;
        List<Person> found =
                many && text == null
                        ? List.of()
                        : all.stream().filter(p -> p.matches(text)).limit(MOST_CHOICES).toList();
        rights.shown(found.stream().map(Person::id));
        return new Choice(found, many, text);
    }

    private static boolean has(@Nullable String text, @Nullable String... values) {
        return text == null
                || Stream.of(values)
                        .filter(Objects::nonNull)
                        .anyMatch(v ->
                                v.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
    }

    /** A rep. */
    Person person(String id) {
        return snapshots.read(() -> person(roster.find(id, parameters.knownAt(null).position())));
    }

    private Person person(RepStory rep) {
        LocalDate today = LocalDate.now(clock.withZone(rep.timeZone()));
        List<Absence> absences = new ArrayList<>();
        rep.absences().forEach((id, a) -> absences.add(new Absence(id, a.from(), a.to())));
        absences.sort(Comparator.comparing(Absence::from).reversed());
        var email = rep.email(today);
        return new Person(
                rep.id(),
                texts.open(rep.name(today), rep.id()),
                email == null ? null : texts.open(email),
                rep.place(today).team(),
                rep.place(today).manager(),
                rep.hiredOn(),
                rep.timeZone().getId(),
                rep.calendar(today),
                rep.leftOn(),
                absences,
                rep.isErased(),
                today);
    }

    /**
     * Accounts that the caller may see and whose name, id or owner has a text in it, by id; whoever
     * asks tells {@link Rights#shown} whose she shows.
     */
    List<Account> accounts(@Nullable String text) {
        return snapshots.read(() -> {
            List<Account> accounts = new ArrayList<>();
            roster.accounts("", parameters.knownAt(null).position(), Integer.MAX_VALUE)
                    .forEach((id, story) -> accounts.add(account(id, story)));
            accounts.removeIf(a -> !has(text, a.name(), a.id(), a.owner()));
            return accounts;
        });
    }

    /** The names of the accounts' owners whom the caller may see, by their ids. */
    Map<String, String> owners(List<Account> accounts) {
        List<String> ids =
                accounts.stream().map(Account::owner).filter(Objects::nonNull).distinct().toList();
        return snapshots.read(() ->
                roster.find(ids, parameters.knownAt(null).position()).stream()
                        .map(this::person)
                        .collect(Collectors.toMap(Person::id, Person::name)));
    }

    /** An account. */
    Account account(String id) {
        return snapshots.read(() -> {
            Account account = account(id, roster.account(id, parameters.knownAt(null).position()));
            rights.readingOf(Stream.ofNullable(account.owner()).toList());
            return account;
        });
    }

    private Account account(String id, AccountStory story) {
        LocalDate today = LocalDate.now(clock);
        AccountStory.Kind kind = story.kind(today);
        AccountStory.Ownership ownership = story.ownership(today);
        return new Account(
                id,
                kind.name(),
                kind.tier(),
                kind.strategy(),
                ownership.owner(),
                ownership.inherited(),
                kind.baseline() == null ? null : kind.baseline().amount(),
                kind.baseline() == null ? null : kind.baseline().currency());
    }
}
