package dev.yardstick.query.view;

import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.ExpectationEvent.CommunicationWithdrawn;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.RepEvent.RepAbsenceCancelled;
import dev.yardstick.events.RepEvent.RepAbsent;
import dev.yardstick.events.codec.EventDates;
import dev.yardstick.events.codec.EventTypes;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.wording.event.EventText;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What happened to a rep and to her expectations, on the days that it is about, in English. */
final class Marks {

    private final EventText told;

    Marks(PersonalTexts texts) {
        this.told = new EventText(texts::open, Locale.ENGLISH);
    }

    List<Timeline.Mark> of(RepStory rep, List<Profile> profiles, LocalDate from, LocalDate to) {
        return Stream.concat(
                        rep.events().stream().map(r -> mark(r, day(rep, r.event()))),
                        profiles.stream()
                                .flatMap(profile ->
                                        profile.events().stream()
                                                .map(r -> mark(r, day(profile, r)))))
                .filter(mark -> !mark.date().isBefore(from) && !mark.date().isAfter(to))
                .sorted(
                        Comparator.comparing(Timeline.Mark::date)
                                .thenComparing(Timeline.Mark::position))
                .toList();
    }

    private Timeline.Mark mark(Recorded<? extends Event> recorded, @Nullable LocalDate day) {
        return new Timeline.Mark(
                Objects.requireNonNull(day),
                EventTypes.of(recorded.event()).name(),
                told.mark(recorded.event()),
                recorded.position());
    }

    /** An absence that is cancelled is so on its first day. */
    private static @Nullable LocalDate day(RepStory rep, RepEvent event) {
        return event instanceof RepAbsenceCancelled cancelled
                ? rep.events().stream()
                        .map(Recorded::event)
                        .filter(e ->
                                e instanceof RepAbsent absent
                                        && absent.absence().equals(cancelled.absence()))
                        .findFirst()
                        .map(EventDates::of)
                        .orElse(null)
                : EventDates.of(event);
    }

    private static @Nullable LocalDate day(Profile profile, Recorded<ExpectationEvent> recorded) {
        return recorded.event() instanceof CommunicationWithdrawn withdrawn
                ? profile.toldBefore(withdrawn.version(), recorded.position())
                : EventDates.of(recorded.event());
    }
}
