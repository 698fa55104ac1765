package dev.yardstick.query.pages.conversation;

import dev.yardstick.events.ActivityEvent.ActivityCorrected;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.ConversationNotes;
import dev.yardstick.events.CrmRecord;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Personal;
import dev.yardstick.events.Report;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.application.Journals;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Remembered;
import dev.yardstick.query.application.Remembered.Drawing;
import dev.yardstick.query.application.RepDays;
import dev.yardstick.query.application.Roster;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Journal;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.history.Events;
import dev.yardstick.query.history.LoggedEvent;
import dev.yardstick.query.view.Due;
import dev.yardstick.query.view.RepDay;
import dev.yardstick.query.view.Timeline;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what was talked about with whom, and what still waits for a talk. */
@Component
record ConversationReading(
        Snapshots snapshots,
        Parameters parameters,
        Roster roster,
        RepDays days,
        Remembered remembered,
        Events events,
        Journals journals,
        PersonalKeys texts,
        Clock clock) {

    private static final int MOST_REPS = 200;

    private static final int MOST_SETTLED = 50;

    /** A talk with its note, in about as many bytes. */
    private static final int TALK = 2_000;

    /**
     * All conversations with those whom the caller may see, the newest first; whoever asks tells
     * {@link Rights#shown} whose she shows.
     *
     * @param due with whom a conversation is due; of nobody for a rep, whom it is not for
     * @param own the manager's own side; null for a rep
     * @param managers to choose from, with the number of their reps, where all reps are too many to
     *     read of at once; then there is nothing else
     */
    record Conversations(
            LocalDate on,
            KnownAt knownAt,
            List<TalkView> talks,
            List<Due> due,
            @Nullable OwnSide own,
            SortedMap<String, Integer> managers,
            List<AgreedView> all,
            List<PlannedView> planned) {

        /** What was agreed on and is open, the first day first. */
        public List<AgreedView> agreements() {
            return all.stream()
                    .filter(agreed -> agreed.outcome() == null)
                    .sorted(Comparator.comparing(AgreedView::until))
                    .toList();
        }

        /** What it was said of whether it was kept, the latest first. */
        public List<AgreedView> settled() {
            return all.stream()
                    .filter(agreed -> agreed.settledOn() != null)
                    .sorted(Comparator.comparing(AgreedView::settledOn).reversed())
                    .limit(MOST_SETTLED)
                    .toList();
        }
    }

    /** What was agreed on with a rep. */
    public record AgreedView(
            String rep,
            String name,
            String id,
            String what,
            String by,
            LocalDate until,
            boolean overdue,
            @Nullable String outcome,
            @Nullable LocalDate settledOn) {}

    /** A talk that is planned with a rep. */
    public record PlannedView(String rep, String name, String id, LocalDate on, String note) {}

    /**
     * A coaching talk or a training, whether a CRM told of it or somebody logged it by hand.
     *
     * @param kind coaching or training
     * @param about what was spoken about; empty: nothing in particular
     * @param followUpOn when that is to be spoken about again; null: it was about nothing in
     *     particular
     * @param by who logged it; for what a CRM told: the CRM
     * @param id by which it can be taken back; null: a CRM told of it
     */
    public record TalkView(
            String rep,
            String name,
            LocalDate on,
            String kind,
            @Nullable String course,
            @Nullable String note,
            List<About> about,
            @Nullable LocalDate followUpOn,
            String by,
            @Nullable String id,
            long position) {

        /**
         * What it was about.
         *
         * @param clause null: the rep's dispute of a version
         * @param title of the clause
         * @param since the day of the warning that it answers; null: of none
         */
        public record About(
                String expectation,
                @Nullable String clause,
                @Nullable Integer version,
                String title,
                @Nullable LocalDate since) {

            /** What it is called in a file. */
            String named() {
                return clause == null ? expectation + " version " + version : title;
            }
        }
    }

    /**
     * What a conversation may be about.
     *
     * @param warned the clause of a warning that stands; null: there is none
     * @param matter what is due, or will be again; null: a warning on a clause that is on pace
     */
    public record Topic(String key, Timeline.@Nullable Clause warned, Due.@Nullable Matter matter) {

        /** The clause that it is about; null: a whole version. */
        public Timeline.@Nullable Clause clause() {
            return warned == null && matter != null ? matter.clause() : warned;
        }

        /** As command-service takes it. */
        Map<String, Object> about() {
            Map<String, Object> about = new LinkedHashMap<>();
            if (warned != null) {
                about.put("expectation", warned.expectation());
                about.put("clause", warned.id());
                about.put("warningSince", Objects.requireNonNull(warned.warning()).since());
            } else if (matter != null) {
                about.put("expectation", matter.expectation());
                if (matter.clause() == null) {
                    about.put("version", matter.version());
                } else {
                    about.put("clause", matter.clause().id());
                }
            }
            return about;
        }
    }

    /** A rep to talk to, and what about. */
    record With(String id, String name, LocalDate today, List<Topic> topics) {

        /** Those that a form names by their keys. */
        public List<Topic> chosen(List<String> keys) {
            return topics.stream().filter(topic -> keys.contains(topic.key())).toList();
        }
    }

    Conversations read(
            @Nullable String manager,
            @Nullable String one,
            @Nullable String on,
            @Nullable String knownAt) {
        LocalDate asked = Parameters.date("on", on);
        LocalDate day = asked == null ? LocalDate.now(clock) : asked;
        return snapshots.read(() -> {
            KnownAt at = parameters.knownAt(knownAt);
            List<RepStory> reps =
                    one == null
                            ? roster.readable(
                                    at.position(),
                                    rep ->
                                            manager == null
                                                    || manager.equals(rep.place(day).manager()))
                            : List.of(roster.find(one, at.position()));
            if (manager == null && reps.size() > MOST_REPS) {
                return new Conversations(
                        day,
                        at,
                        List.of(),
                        List.of(),
                        null,
                        managers(reps, day),
                        List.of(),
                        List.of());
            }
            boolean rep = Caller.current().role().equals("rep");
            List<RepStory> employed =
                    rep ? List.of() : reps.stream().filter(r -> r.isEmployed(day)).toList();
            List<RepDay> drawn = days.of(employed, at, day);
            return new Conversations(
                    day,
                    at,
                    talks(reps, day, at),
                    drawn.stream().map(RepDay::due).toList(),
                    rep || one != null
                            ? null
                            : OwnSide.of(drawn.stream().map(RepDay::told).toList()),
                    Collections.emptySortedMap(),
                    reps.stream().flatMap(r -> agreed(r, day)).toList(),
                    reps.stream().flatMap(r -> planned(r, day)).toList());
        });
    }

    private Stream<AgreedView> agreed(RepStory rep, LocalDate day) {
        return rep.agreements(day).stream()
                .map(agreement ->
                        new AgreedView(
                                rep.id(),
                                texts.open(rep.name(day), rep.id()),
                                agreement.made().agreement(),
                                texts.open(agreement.made().what(), "…"),
                                agreement.made().by().code(),
                                agreement.made().until(),
                                agreement.made().until().isBefore(day),
                                agreement.outcome() == null ? null : agreement.outcome().code(),
                                agreement.settledOn()));
    }

    private Stream<PlannedView> planned(RepStory rep, LocalDate day) {
        return rep.plans().stream()
                .filter(plan -> !plan.on().isBefore(day))
                .map(plan ->
                        new PlannedView(
                                rep.id(),
                                texts.open(rep.name(day), rep.id()),
                                plan.talk(),
                                plan.on(),
                                plan.note() == null ? "" : texts.open(plan.note(), "…")));
    }

    private static SortedMap<String, Integer> managers(List<RepStory> reps, LocalDate today) {
        SortedMap<String, Integer> managers = new TreeMap<>();
        reps.stream()
                .map(rep -> rep.place(today).manager())
                .filter(Objects::nonNull)
                .forEach(manager -> managers.merge(manager, 1, Integer::sum));
        return managers;
    }

    private record Talks(LocalDate day) {}

    private List<TalkView> talks(List<RepStory> reps, LocalDate day, KnownAt at) {
        return remembered
                .of(
                        reps,
                        at,
                        new Drawing<List<TalkView>>(
                                rep -> new Talks(day),
                                (known, before) -> talks(known, day),
                                t -> TALK * t.size()))
                .stream()
                .flatMap(List::stream)
                .sorted(
                        Comparator.comparing(TalkView::on)
                                .thenComparing(TalkView::position)
                                .reversed())
                .toList();
    }

    private List<TalkView> talks(Known known, LocalDate day) {
        List<Long> told =
                known.facts().stream()
                        .filter(fact -> Journals.isTalk(fact) && !fact.date().isAfter(day))
                        .map(Fact::position)
                        .toList();
        List<TalkView> talks = new ArrayList<>();
        for (LoggedEvent logged : told.isEmpty() ? List.<LoggedEvent>of() : events.at(told)) {
            switch (logged.event()) {
                case ActivityRecorded e -> talks.add(talk(logged, known, e.kind(), e.report()));
                case ActivityCorrected e -> talks.add(talk(logged, known, e.kind(), e.report()));
                default -> {}
            }
        }
        return talks;
    }

    private TalkView talk(LoggedEvent logged, Known known, FactKind kind, Report report) {
        RepStory rep = known.rep();
        CrmVersion crm = CrmRecord.version(logged.event());
        String own = rep.id() + "/";
        boolean byHand = crm.source().equals(CrmVersion.BY_HAND) && crm.subject().startsWith(own);
        ConversationNotes notes = journals.notes(crm, report);
        return new TalkView(
                rep.id(),
                texts.open(rep.name(report.date()), rep.id()),
                report.date(),
                kind.code(),
                report.course(),
                notes.note(),
                notes.about().stream().map(about -> about(known, about)).toList(),
                notes.about().isEmpty()
                        ? null
                        : Journal.Talk.of(report.date(), logged.position(), notes).followUpOn(),
                byHand ? logged.metadata().actor() : crm.source(),
                byHand ? crm.subject().substring(own.length()) : null,
                logged.position());
    }

    /**
     * The title of a clause is the rep's: that of another's is not opened, whatever was written.
     */
    private TalkView.About about(Known known, ConversationNotes.About about) {
        String clause = about.clause();
        Personal title =
                known.profiles().stream()
                        .filter(profile -> profile.id().equals(about.expectation()))
                        .findFirst()
                        .filter(profile -> clause != null)
                        .map(profile -> profile.title(Objects.requireNonNull(clause)))
                        .orElse(null);
        return new TalkView.About(
                about.expectation(),
                clause,
                about.version(),
                clause == null ? "" : texts.open(title, clause),
                about.warningSince());
    }

    /** A rep, with what there is to speak about today, what is due first. */
    With with(String id) {
        return snapshots.read(() -> {
            KnownAt at = parameters.knownAt(null);
            RepStory rep = roster.find(id, at.position());
            LocalDate today = days.today(rep);
            RepDay hers = days.of(List.of(rep), at, today).getFirst();
            Stream<Topic> due =
                    Stream.concat(hers.due().matters().stream(), hers.due().later().stream())
                            .filter(Due.Matter::isTalkedAbout)
                            .map(matter -> new Topic(matter.key(), matter.warned(), matter));
            Stream<Topic> warned =
                    hers.warned().stream()
                            .map(c -> new Topic(c.expectation() + "." + c.id(), c, null));
            Map<String, Topic> byKey = new LinkedHashMap<>();
            Stream.concat(due, warned).forEach(topic -> byKey.putIfAbsent(topic.key(), topic));
            return new With(id, hers.rep().name(), today, List.copyOf(byKey.values()));
        });
    }
}
