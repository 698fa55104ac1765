package dev.yardstick.query.web.pages;

import dev.yardstick.events.ActivityEvent;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Report;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.facts.Library;
import dev.yardstick.query.history.Events;
import dev.yardstick.query.history.Logged;
import dev.yardstick.query.timeline.Accountability;
import dev.yardstick.query.timeline.AccountabilityDrawing;
import dev.yardstick.query.timeline.Fact;
import dev.yardstick.query.timeline.Known;
import dev.yardstick.query.timeline.RepStory;
import dev.yardstick.query.timeline.Timeline;
import dev.yardstick.query.timeline.TimelineDrawing;
import dev.yardstick.query.web.Parameters;
import dev.yardstick.query.web.Roster;
import dev.yardstick.query.web.Snapshots;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what was talked about with whom, and what still waits for a talk. */
@Component
class ConversationReading {

    private static final int MOST_REPS = 200;

    private final Snapshots snapshots;
    private final Parameters parameters;
    private final Roster roster;
    private final Library library;
    private final Events events;
    private final PersonalKeys texts;
    private final JsonMapper json;
    private final Clock clock;

    ConversationReading(
            Snapshots snapshots,
            Parameters parameters,
            Roster roster,
            Library library,
            Events events,
            PersonalKeys texts,
            JsonMapper json,
            Clock clock) {
        this.snapshots = snapshots;
        this.parameters = parameters;
        this.roster = roster;
        this.library = library;
        this.events = events;
        this.texts = texts;
        this.json = json;
        this.clock = clock;
    }

    /**
     * All conversations with those whom the caller may see, the newest first.
     *
     * @param own the manager's own side; null for a rep, whom it is not for
     * @param managers to choose from, with the number of their reps, where all reps are too many to
     *     read of at once; then there is nothing else
     */
    record Conversations(
            LocalDate on,
            List<Talk> talks,
            @Nullable OwnSide own,
            SortedMap<String, Integer> managers) {}

    /** A warning that a conversation may be about. */
    public record Warning(String key, Timeline.Clause clause) {}

    /** A rep to talk to, and the warnings that stand. */
    record With(String id, String name, LocalDate today, List<Warning> warnings) {}

    Conversations read(@Nullable String manager) {
        LocalDate today = LocalDate.now(clock);
        return snapshots.read(() -> {
            Timeline.KnownAt at = parameters.knownAt(null);
            List<RepStory> reps =
                    roster.find(
                            at.position(),
                            rep -> manager == null || manager.equals(rep.place(today).manager()));
            if (manager == null && reps.size() > MOST_REPS) {
                return new Conversations(today, List.of(), null, managers(reps, today));
            }
            texts.prefetch(reps.stream().map(RepStory::id).toList());
            AccountabilityDrawing drawing = new AccountabilityDrawing(today, texts);
            List<Accountability.Rep> own = new ArrayList<>();
            Map<Long, RepStory> told = new HashMap<>();
            boolean rep = Caller.current().role().equals("rep");
            for (RepStory story : reps) {
                Known known = library.known(story, at);
                known.facts().stream()
                        .filter(ConversationReading::isTalk)
                        .forEach(fact -> told.put(fact.position(), story));
                if (!rep && story.isEmployed(today)) {
                    own.add(drawing.draw(known));
                }
            }
            return new Conversations(
                    today,
                    talks(told, at),
                    rep ? null : OwnSide.of(own),
                    Collections.emptySortedMap());
        });
    }

    private static SortedMap<String, Integer> managers(List<RepStory> reps, LocalDate today) {
        SortedMap<String, Integer> managers = new TreeMap<>();
        for (RepStory rep : reps) {
            String manager = rep.place(today).manager();
            if (manager != null) {
                managers.merge(manager, 1, Integer::sum);
            }
        }
        return managers;
    }

    private static boolean isTalk(Fact fact) {
        return fact.named()
                && (fact.kind() == FactKind.COACHING || fact.kind() == FactKind.TRAINING);
    }

    private List<Talk> talks(Map<Long, RepStory> told, Timeline.KnownAt at) {
        List<Talk> talks = new ArrayList<>();
        for (Logged logged : events.at(told.keySet())) {
            RepStory rep = told.get(logged.position());
            if (rep == null) {
                continue;
            }
            switch (logged.event()) {
                case ActivityEvent.ActivityRecorded(var crm, var kind, var report) ->
                        talks.add(talk(logged, rep, crm, kind, report, at));
                case ActivityEvent.ActivityCorrected(var crm, var kind, var report) ->
                        talks.add(talk(logged, rep, crm, kind, report, at));
                default -> {}
            }
        }
        talks.sort(Comparator.comparing(Talk::on).thenComparing(Talk::position).reversed());
        return talks;
    }

    private Talk talk(
            Logged logged,
            RepStory rep,
            CrmVersion crm,
            FactKind kind,
            Report report,
            Timeline.KnownAt at) {
        boolean byHand = crm.source().equals(CrmVersion.BY_HAND);
        JsonNode more = byHand ? more(report) : json.createObjectNode();
        return new Talk(
                rep.id(),
                texts.open(rep.name(report.date()), rep.id()),
                report.date(),
                kind.code(),
                report.course(),
                more.path("note").stringValue(null),
                about(more.path("about"), at),
                byHand ? logged.metadata().actor() : crm.source(),
                byHand ? crm.subject().substring(rep.id().length() + 1) : null,
                logged.position());
    }

    private JsonNode more(Report report) {
        try {
            return json.readTree(texts.open(report.more(), "{}"));
        } catch (JacksonException e) {
            return json.createObjectNode();
        }
    }

    private Talk.@Nullable About about(JsonNode about, Timeline.KnownAt at) {
        if (!about.isObject()) {
            return null;
        }
        String expectation = about.path("expectation").stringValue("");
        String clause = about.path("clause").stringValue("");
        return new Talk.About(
                expectation,
                clause,
                texts.open(
                        library.profile(expectation, at.position())
                                .map(profile -> profile.title(clause))
                                .orElse(null),
                        clause),
                about.path("warningSince").stringValue(""));
    }

    /** A rep, with the warnings that stand today. */
    With with(String id) {
        return snapshots.read(() -> {
            Timeline.KnownAt at = parameters.knownAt(null);
            RepStory rep = roster.find(id, at.position());
            LocalDate today = LocalDate.now(clock.withZone(rep.timeZone()));
            List<Warning> warnings =
                    new TimelineDrawing(library.known(rep, at), texts)
                            .clausesInForce(today).stream()
                                    .filter(clause -> clause.warning() != null)
                                    .map(c -> new Warning(c.expectation() + "." + c.id(), c))
                                    .toList();
            return new With(id, texts.open(rep.name(today), id), today, warnings);
        });
    }
}
