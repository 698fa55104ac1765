package dev.yardstick.query.application;

import dev.yardstick.events.ActivityEvent.ActivityCorrected;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.ConversationNotes;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.Report;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.Journal;
import dev.yardstick.query.facts.Known;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.history.Events;
import dev.yardstick.query.history.LoggedEvent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what the log says of reps beside their figures. Call it within one snapshot. */
@Component
public record Journals(Events events, PersonalKeys texts) {

    private static final Set<FactKind> TALKS = Set.of(FactKind.COACHING, FactKind.TRAINING);

    /** Whether a fact is a coaching talk or a training with the rep. */
    public static boolean isTalk(Fact fact) {
        return fact.named() && TALKS.contains(fact.kind());
    }

    /** What was written down about a talk that was logged by hand; nothing about others. */
    public ConversationNotes notes(CrmVersion crm, Report report) {
        return crm.source().equals(CrmVersion.BY_HAND) && report.more() != null
                ? ConversationNotes.read(texts.open(report.more()))
                : ConversationNotes.NONE;
    }

    /** That of some reps on a day, by rep. */
    public Map<String, Journal> of(Collection<Known> reps, LocalDate on) {
        Set<Long> wanted = new TreeSet<>();
        reps.forEach(known -> wanted.addAll(positions(known, on)));
        Map<Long, LoggedEvent> logged = new HashMap<>();
        if (!wanted.isEmpty()) {
            events.at(wanted).forEach(event -> logged.put(event.position(), event));
        }
        Map<String, Journal> journals = new HashMap<>();
        for (Known known : reps) {
            journals.put(known.rep().id(), journal(known, on, logged));
        }
        return journals;
    }

    /** That of one rep. */
    public Journal of(Known known, LocalDate on) {
        return of(List.of(known), on).getOrDefault(known.rep().id(), Journal.EMPTY);
    }

    private static Set<Long> positions(Known known, LocalDate on) {
        Set<Long> positions = new TreeSet<>();
        known.facts().stream()
                .filter(fact -> isTalk(fact) && fact.source().equals(CrmVersion.BY_HAND))
                .forEach(fact -> positions.add(fact.position()));
        for (Profile profile : known.profiles()) {
            profile.versions().stream()
                    .filter(version -> version.effectiveFrom().isAfter(on))
                    .forEach(version -> positions.add(profile.positionOf(version.number())));
        }
        return positions;
    }

    private Journal journal(Known known, LocalDate on, Map<Long, LoggedEvent> logged) {
        List<Journal.Talk> talks = new ArrayList<>();
        Map<Long, LocalDate> recordedOn = new HashMap<>();
        for (long position : positions(known, on)) {
            LoggedEvent event = logged.get(position);
            if (event == null) {
                continue;
            }
            Journal.Talk talk = talk(event);
            if (talk != null) {
                talks.add(talk);
            } else {
                recordedOn.put(
                        position, LocalDate.ofInstant(event.recordedAt(), known.rep().timeZone()));
            }
        }
        return new Journal(talks, recordedOn);
    }

    private Journal.@Nullable Talk talk(LoggedEvent logged) {
        return switch (logged.event()) {
            case ActivityRecorded(var crm, var kind, var report) ->
                    Journal.Talk.of(report.date(), logged.position(), notes(crm, report));
            case ActivityCorrected(var crm, var kind, var report) ->
                    Journal.Talk.of(report.date(), logged.position(), notes(crm, report));
            default -> null;
        };
    }
}
