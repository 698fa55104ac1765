package dev.yardstick.query.pages.expectation;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Codes;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.ExpectationEvent.CommunicationWithdrawn;
import dev.yardstick.events.ExpectationEvent.DisputeAnswered;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationCommunicated;
import dev.yardstick.events.ExpectationEvent.ExpectationDisputed;
import dev.yardstick.events.Personal;
import dev.yardstick.events.Topic;
import dev.yardstick.events.codec.EventDates;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.application.Overviews;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Roster;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.view.Due;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler;
import dev.yardstick.query.wording.Wording;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads expectations with all that was said about them. */
@Component
record ExpectationReading(
        Snapshots snapshots,
        Parameters parameters,
        Roster roster,
        Rights rights,
        KnownStore library,
        PersonalKeys texts,
        ClauseSentence sentence,
        Wording words,
        Clock clock) {

    private static final int REPS = 50;

    private static final List<String> REPLIES = Codes.all(ExpectationEvent.Reply.class);

    /** Of a rep of whom nothing is expected. */
    static final String NOTHING = "nothing";

    /** How an expectation may stand, by its latest version; first of all whether there is one. */
    static final List<String> STATES =
            List.of(NOTHING, "unspoken", "unanswered", "disputed", "answered", "agreed", "closed");

    /**
     * An expectation in a list, by its latest version.
     *
     * @param expectation null where nothing is expected; so is the version
     * @param state one of {@link #STATES}
     * @param silentSince since when nothing is expected; null: something is
     */
    record Item(
            Timeline.Rep rep,
            Timeline.@Nullable Expectation expectation,
            Timeline.@Nullable Version version,
            String state,
            @Nullable LocalDate silentSince) {}

    /**
     * The expectations of the reps whom the caller may see, by rep.
     *
     * @param state only those in it; null: all
     */
    Overviews.Page<Item> list(@Nullable String cursor, @Nullable String state) {
        String first = Parameters.cursor(cursor);
        return snapshots.read(() -> {
            KnownAt at = parameters.knownAt(null);
            List<Item> items = new ArrayList<>();
            @Nullable String after = first;
            while (after != null && items.size() < REPS) {
                List<String> ids = library.repsAfter(after, at.position(), REPS);
                List<RepStory> reps = roster.readable(ids, at.position());
                texts.prefetch(reps.stream().map(RepStory::id).toList());
                Map<String, List<Profile>> profiles = library.profiles(ids, at.position());
                List<RepStory> shown = new ArrayList<>();
                for (RepStory rep : reps) {
                    List<Item> hers = items(rep, profiles.getOrDefault(rep.id(), List.of()), state);
                    items.addAll(hers);
                    if (!hers.isEmpty()) {
                        shown.add(rep);
                    }
                }
                rights.reading(shown);
                after = ids.size() < REPS ? null : ids.getLast();
            }
            return new Overviews.Page<>(items, after);
        });
    }

    /** Those of one rep, the latest first. */
    Overviews.Page<Item> list(String rep) {
        return snapshots.read(() -> {
            long position = parameters.knownAt(null).position();
            RepStory story = roster.find(rep, position);
            List<Profile> profiles =
                    library.profiles(List.of(rep), position).getOrDefault(rep, List.of());
            return new Overviews.Page<>(items(story, profiles, null), null);
        });
    }

    /** A rep as of her today. */
    Timeline.Rep rep(String rep) {
        return snapshots.read(() -> {
            RepStory story = roster.find(rep, parameters.knownAt(null).position());
            return Timeline.Rep.of(story, LocalDate.now(clock.withZone(story.timeZone())), texts);
        });
    }

    private List<Item> items(RepStory rep, List<Profile> profiles, @Nullable String state) {
        LocalDate today = LocalDate.now(clock.withZone(rep.timeZone()));
        List<Item> items = new ArrayList<>();
        LocalDate silentSince = Due.nothingExpectedSince(rep, profiles, today);
        if (silentSince != null) {
            items.add(
                    new Item(Timeline.Rep.of(rep, today, texts), null, null, NOTHING, silentSince));
        }
        profiles.stream()
                .filter(profile -> !profile.isTakenBack())
                .sorted(Comparator.comparing(Profile::from).reversed())
                .map(profile -> item(rep, profile, today))
                .forEach(items::add);
        return items.stream().filter(item -> state == null || item.state().equals(state)).toList();
    }

    private Item item(RepStory rep, Profile profile, LocalDate today) {
        Timeline.Expectation expectation =
                TimelineAssembler.expectation(profile, profile.to(), texts);
        Timeline.Version last = expectation.versions().getLast();
        return new Item(
                Timeline.Rep.of(rep, today, texts),
                expectation,
                last,
                state(profile, expectation, last),
                null);
    }

    private static String state(
            Profile profile, Timeline.Expectation expectation, Timeline.Version version) {
        if (expectation.closedOn() != null) {
            return "closed";
        }
        if (version.communicatedOn() == null) {
            return "unspoken";
        }
        if (profile.isDisputed(version.version())) {
            return profile.openDisputeSince(version.version(), LocalDate.MAX) == null
                    ? "answered"
                    : "disputed";
        }
        return version.acknowledgedOn() == null ? "unanswered" : "agreed";
    }

    /**
     * An expectation as its page shows it.
     *
     * @param versions the latest first
     * @param unasked topics that no clause of the latest version is about
     */
    record View(
            Timeline.Rep rep,
            Timeline.Expectation expectation,
            List<Version> versions,
            List<String> unasked,
            LocalDate today,
            Profile profile) {

        /** How its latest version stands: one of {@link #STATES}. */
        public String state() {
            return ExpectationReading.state(profile, expectation, latest().version());
        }

        /** The latest version. */
        public Version latest() {
            return versions.getFirst();
        }

        /** The versions that are disputed, which nobody has answered and nothing replaced. */
        public List<Version> disputed() {
            return versions.stream().filter(v -> isOpen(v.version().version())).toList();
        }

        private boolean isOpen(int version) {
            return expectation.closedOn() == null
                    && profile.openDisputeSince(version, LocalDate.MAX) != null
                    && !profile.isSuperseded(version);
        }
    }

    /**
     * A version with what was said about it.
     *
     * @param changes against the version before
     */
    record Version(
            Timeline.Version version,
            List<Stated> clauses,
            List<Said> said,
            List<ClauseChanges.Change> changes) {

        /** What it says. */
        ClauseChanges.Said words() {
            return new ClauseChanges.Said(
                    version.statement(), clauses.stream().map(Stated::fields).toList());
        }

        /** What the version before said it means to be successful; null: the same. */
        public @Nullable String statementBefore() {
            return changes.stream()
                    .filter(change -> change.what().equals("statement"))
                    .findFirst()
                    .map(ClauseChanges.Change::before)
                    .orElse(null);
        }

        @Nullable Stated clause(String id) {
            return clauses.stream()
                    .filter(stated -> stated.clause().id().equals(id))
                    .findFirst()
                    .orElse(null);
        }

        /** What was said to the rep who saw it differently, the latest first. */
        public List<Said> replies() {
            return said.stream().filter(it -> REPLIES.contains(it.what())).toList();
        }

        /** What she sees differently, and why. */
        public String objections() {
            return clauses.stream()
                    .filter(c -> c.answer() != null && c.answer().what().equals("disputed"))
                    .map(c -> c.title() + ": " + Objects.requireNonNull(c.answer()).text())
                    .collect(Collectors.joining("; "));
        }

        /** Whether any clause waits for an answer. */
        public boolean isUnanswered() {
            return clauses.stream().anyMatch(clause -> clause.answer() == null);
        }
    }

    /**
     * A clause in words, with the rep's latest answer to it.
     *
     * @param fields as in {@link ClauseFields}
     * @param before how it stood in the version before; null: there was none, or the clause is new
     * @param changes against the version before
     */
    record Stated(
            Clause clause,
            Map<String, String> fields,
            String title,
            String sentence,
            @Nullable Said answer,
            @Nullable Stated before,
            List<ClauseChanges.Change> changes) {}

    /**
     * Something that was said about a version.
     *
     * @param what {@code told}, {@code withdrawn}, {@code agreed}, {@code disputed}, or the code of
     *     an {@link ExpectationEvent.Reply}
     * @param text how it was told, or why it is seen differently
     * @param by who told it, or who entered the rep's answer in her place
     * @param clauses titles of those that it is about; empty: all of it
     */
    record Said(
            String what,
            @Nullable LocalDate on,
            String text,
            @Nullable String by,
            List<String> clauses,
            long position) {}

    /** An expectation in all its versions. */
    View find(String id) {
        return snapshots.read(() -> {
            long position = parameters.knownAt(null).position();
            Profile profile = roster.expectation(id, position);
            RepStory rep = roster.find(profile.rep(), position);
            LocalDate today = LocalDate.now(clock.withZone(rep.timeZone()));
            Timeline.Expectation drawn =
                    TimelineAssembler.expectation(profile, profile.to(), texts);
            List<Version> versions = new ArrayList<>();
            for (Profile.Version version : profile.versions()) {
                versions.addFirst(
                        version(
                                profile,
                                version,
                                drawn.versions().get(version.number() - 1),
                                versions.isEmpty() ? null : versions.getFirst()));
            }
            return new View(
                    Timeline.Rep.of(rep, today, texts),
                    drawn,
                    versions,
                    unasked(profile.versions().getLast().clauses()),
                    today,
                    profile);
        });
    }

    private static List<String> unasked(List<Clause> clauses) {
        Set<Topic> asked = clauses.stream().map(Clause::topic).collect(Collectors.toSet());
        return Arrays.stream(Topic.values())
                .filter(topic -> topic != Topic.OTHER && !asked.contains(topic))
                .map(Topic::code)
                .toList();
    }

    private Version version(
            Profile profile,
            Profile.Version version,
            Timeline.Version drawn,
            @Nullable Version before) {
        List<Said> said = new ArrayList<>();
        Map<String, Said> answers = new HashMap<>();
        for (Recorded<ExpectationEvent> recorded : profile.events()) {
            Said what =
                    Profile.versionOf(recorded.event()) == version.number()
                            ? said(version, recorded)
                            : null;
            if (what != null) {
                said.add(what);
                answered(version, recorded.event()).forEach(id -> answers.put(id, what));
            }
        }
        List<Map<String, String>> fields =
                version.clauses().stream().map(c -> ClauseFields.of(c, texts)).toList();
        List<ClauseChanges.Change> changes =
                before == null
                        ? List.of()
                        : changes(profile.currency())
                                .between(
                                        before.words(),
                                        new ClauseChanges.Said(drawn.statement(), fields));
        List<Stated> stated = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Clause clause = version.clauses().get(i);
            stated.add(
                    new Stated(
                            clause,
                            fields.get(i),
                            ClauseSentence.title(fields.get(i)),
                            sentence.of(fields.get(i), profile.currency()),
                            answers.get(clause.id()),
                            before == null ? null : before.clause(clause.id()),
                            changes.stream()
                                    .filter(change ->
                                            change.clause().equals(clause.id())
                                                    && change.before() != null)
                                    .toList()));
        }
        return new Version(drawn, stated, said.reversed(), changes);
    }

    /** Tells what differs, with amounts in a currency. */
    ClauseChanges changes(String currency) {
        return new ClauseChanges(sentence, words, currency);
    }

    private @Nullable Said said(Profile.Version version, Recorded<ExpectationEvent> recorded) {
        LocalDate on = EventDates.of(recorded.event());
        long at = recorded.position();
        return switch (recorded.event()) {
            case ExpectationCommunicated e ->
                    new Said("told", on, open(e.how()), open(e.by()), List.of(), at);
            case CommunicationWithdrawn e ->
                    new Said("withdrawn", null, open(e.reason()), null, List.of(), at);
            case ExpectationAcknowledged e ->
                    new Said("agreed", on, "", e.reportedBy(), titles(version, e.clauses()), at);
            case DisputeAnswered e ->
                    new Said(e.reply().code(), on, open(e.text()), null, List.of(), at);
            case ExpectationDisputed e ->
                    new Said(
                            "disputed",
                            on,
                            open(e.comment()),
                            e.reportedBy(),
                            titles(version, e.clauses()),
                            at);
            default -> null;
        };
    }

    /** The clauses of a version that an event answers to. */
    private static List<String> answered(Profile.Version version, ExpectationEvent event) {
        List<String> all = version.clauses().stream().map(Clause::id).toList();
        return switch (event) {
            case ExpectationAcknowledged e -> e.clauses() == null ? all : e.clauses();
            case ExpectationDisputed e -> e.clauses() == null ? all : e.clauses();
            default -> List.of();
        };
    }

    private List<String> titles(Profile.Version version, @Nullable List<String> clauses) {
        return clauses == null
                ? List.of()
                : clauses.stream()
                        .map(id ->
                                version.clause(id)
                                        .map(c -> texts.open(c.title(), c.id()))
                                        .orElse(id))
                        .toList();
    }

    private String open(Personal text) {
        return texts.open(text, "…");
    }
}
