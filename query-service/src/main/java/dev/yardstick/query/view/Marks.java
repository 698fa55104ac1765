package dev.yardstick.query.view;

import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.facts.RepStory;

import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.ExpectationEvent.CommunicationWithdrawn;
import dev.yardstick.events.ExpectationEvent.ExpectationAcknowledged;
import dev.yardstick.events.ExpectationEvent.ExpectationClosed;
import dev.yardstick.events.ExpectationEvent.ExpectationCommunicated;
import dev.yardstick.events.ExpectationEvent.ExpectationDisputed;
import dev.yardstick.events.ExpectationEvent.ExpectationRevised;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.RepEvent.RepAbsenceCancelled;
import dev.yardstick.events.RepEvent.RepAbsent;
import dev.yardstick.events.RepEvent.RepAmended;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.RepEvent.RepLeft;
import dev.yardstick.events.RepEvent.RepTransferred;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happened to a rep and to her expectations, in words. */
final class Marks {

    private final PersonalTexts texts;

    Marks(PersonalTexts texts) {
        this.texts = texts;
    }

    List<Timeline.Mark> of(RepStory rep, List<Profile> profiles, LocalDate from, LocalDate to) {
        List<Timeline.Mark> marks = new ArrayList<>();
        rep.events()
                .forEach(recorded -> marks.add(mark(rep, recorded.position(), recorded.event())));
        profiles.forEach(profile ->
                profile.events().forEach(r -> marks.add(mark(profile, r.position(), r.event()))));
        return marks.stream()
                .filter(mark -> !mark.date().isBefore(from) && !mark.date().isAfter(to))
                .sorted(
                        Comparator.comparing(Timeline.Mark::date)
                                .thenComparing(Timeline.Mark::position))
                .toList();
    }

    private static LocalDate absentFrom(RepStory rep, String absence) {
        return rep.events().stream()
                .map(Recorded::event)
                .filter(e -> e instanceof RepAbsent a && a.absence().equals(absence))
                .map(e -> ((RepAbsent) e).from())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no absence " + absence));
    }

    private static Timeline.Mark mark(RepStory rep, long position, RepEvent event) {
        return switch (event) {
            case RepHired e ->
                    new Timeline.Mark(
                            e.hiredOn(), "rep-hired", "Hired into team " + e.team(), position);
            case RepAmended e ->
                    new Timeline.Mark(e.on(), "rep-amended", "Personal record amended", position);
            case RepTransferred e ->
                    new Timeline.Mark(
                            e.on(), "rep-transferred", "Transferred to team " + e.team(), position);
            case RepAbsent e ->
                    new Timeline.Mark(
                            e.from(),
                            "rep-absent",
                            e.to() == null ? "Absent" : "Absent until " + e.to(),
                            position);
            case RepAbsenceCancelled e ->
                    new Timeline.Mark(
                            absentFrom(rep, e.absence()),
                            "rep-absence-cancelled",
                            "The absence did not take place",
                            position);
            case RepLeft e ->
                    new Timeline.Mark(e.on(), "rep-left", "Last day of employment", position);
            case RepErased e -> throw new IllegalStateException("an erasure belongs to no day");
        };
    }

    private Timeline.Mark mark(Profile profile, long position, ExpectationEvent event) {
        return switch (event) {
            case ExpectationSet e ->
                    new Timeline.Mark(
                            e.from(),
                            "expectation-set",
                            "Expectation " + e.expectation() + " set",
                            position);
            case ExpectationRevised e ->
                    new Timeline.Mark(
                            e.effectiveFrom(),
                            "expectation-revised",
                            "Version "
                                    + e.version()
                                    + " takes effect"
                                    + (e.restates() ? ", restated from the first day" : "")
                                    + detail(texts.open(e.reason(), "")),
                            position);
            case ExpectationCommunicated e ->
                    new Timeline.Mark(
                            e.on(),
                            "expectation-communicated",
                            "Version "
                                    + e.version()
                                    + " communicated"
                                    + detail(texts.open(e.how(), ""))
                                    + by(texts.open(e.by(), "")),
                            position);
            case ExpectationAcknowledged e ->
                    new Timeline.Mark(
                            e.on(),
                            "expectation-acknowledged",
                            "Version "
                                    + e.version()
                                    + " acknowledged"
                                    + part(e.clauses())
                                    + reported(e.reportedBy()),
                            position);
            case ExpectationDisputed e ->
                    new Timeline.Mark(
                            e.on(),
                            "expectation-disputed",
                            "Version "
                                    + e.version()
                                    + " disputed"
                                    + part(e.clauses())
                                    + detail(texts.open(e.comment(), ""))
                                    + reported(e.reportedBy()),
                            position);
            case ExpectationClosed e ->
                    new Timeline.Mark(
                            e.on(),
                            "expectation-closed",
                            "Expectation "
                                    + e.expectation()
                                    + " closed"
                                    + detail(texts.open(e.reason(), "")),
                            position);
            case CommunicationWithdrawn e ->
                    new Timeline.Mark(
                            profile.toldBefore(e.version(), position),
                            "communication-withdrawn",
                            "Version "
                                    + e.version()
                                    + " was not communicated after all"
                                    + detail(texts.open(e.reason(), "")),
                            position);
        };
    }

    private static String detail(String text) {
        return text.isEmpty() ? "" : ": " + text;
    }

    private static String by(String name) {
        return name.isEmpty() ? "" : ", by " + name;
    }

    private static String part(@Nullable List<String> clauses) {
        return clauses == null ? "" : " (" + String.join(", ", clauses) + ")";
    }

    private static String reported(@Nullable String reportedBy) {
        return reportedBy == null ? "" : ", reported by " + reportedBy;
    }
}
