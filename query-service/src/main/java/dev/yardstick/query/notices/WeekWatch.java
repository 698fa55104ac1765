package dev.yardstick.query.notices;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.yardstick.query.access.ConsistentRead;
import dev.yardstick.query.application.RepDays;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.RepStories;
import dev.yardstick.query.notices.NoticeRows.Said;
import dev.yardstick.query.view.Due;
import dev.yardstick.query.view.RepDay;
import dev.yardstick.query.view.Week;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Says what a week begins with, to whoever wants to be told: on Monday morning, on her own clock as
 * a rep, else on that of her reps. Where nothing else is said, the caller's transaction is one
 * repeatable read.
 */
@Component
class WeekWatch {

    private static final LocalTime MORNING = LocalTime.of(6, 0);

    private final NoticeRows rows;
    private final RepStories stories;
    private final Leaders leaders;
    private final RepDays days;
    private final ConsistentRead reading;
    private final Visible visible;
    private final Clock clock;

    /** When somebody's next week begins. */
    private final Map<String, Instant> next = new HashMap<>();

    WeekWatch(
            NoticeRows rows,
            RepStories stories,
            Leaders leaders,
            RepDays days,
            ConsistentRead reading,
            Visible visible,
            Clock clock) {
        this.rows = rows;
        this.stories = stories;
        this.leaders = leaders;
        this.days = days;
        this.reading = reading;
        this.visible = visible;
        this.clock = clock;
    }

    /** Notes whose week has begun since it was looked last. Used by one thread. */
    void look(long position) {
        Instant now = clock.instant();
        next.putAll(
                reading.read(() -> {
                    Set<String> wanting = rows.wanting(Kind.WEEK);
                    next.keySet().retainAll(wanting);
                    wanting.removeIf(person -> next.getOrDefault(person, now).isAfter(now));
                    return wanting.stream()
                            .collect(toMap(identity(), person -> begin(person, position)));
                }));
    }

    private Instant begin(String person, long position) {
        ZonedDateTime morning = morning(person, position);
        LocalDate monday = morning.toLocalDate();
        rows.happened(
                person,
                new Said(Kind.WEEK, person, "", 0, monday, monday.toEpochDay()),
                morning.toInstant());
        return morning.plusWeeks(1).toInstant();
    }

    /** The last Monday morning of somebody. */
    private ZonedDateTime morning(String person, long position) {
        return clock.instant()
                .atZone(zone(person, position))
                .minusHours(MORNING.getHour())
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .with(MORNING);
    }

    private ZoneId zone(String person, long position) {
        RepStory herself = stories.at(position).get(person);
        return Stream.concat(Stream.ofNullable(herself), led(person, position).stream())
                .map(RepStory::timeZone)
                .findFirst()
                .orElse(ZoneOffset.UTC);
    }

    private List<RepStory> led(String person, long position) {
        return stories.at(position).values().stream()
                .filter(rep -> !rep.isErased() && rep.isEmployed(days.today(rep)))
                .filter(rep -> leaders.of(rep, days.today(rep)).contains(person))
                .toList();
    }

    /** Whether the week is still hers, and there is anything to say. */
    boolean stands(Notice notice, long position) {
        return notice.since().equals(morning(notice.person(), position).toLocalDate())
                && !week(notice.person(), position).isEmpty();
    }

    /** What somebody's week begins with. */
    WeekAhead week(String person, long position) {
        List<RepStory> led = led(person, position);
        List<RepDay> reps = days.of(led, visible.at(position), days::today);
        List<Week.Moved> moved = reps.stream().flatMap(d -> d.week().moved().stream()).toList();
        int better = (int) moved.stream().filter(Week.Moved::isBetter).count();
        return new WeekAhead(
                reps.size(),
                reps.stream()
                        .flatMap(d -> d.due().matters().stream().map(m -> new Line(d, m)))
                        .sorted(Comparator.comparing(Line::matter, Due.Matter.MOST_AT_STAKE))
                        .map(Line::said)
                        .toList(),
                Week.monday(LocalDate.now(clock.withZone(zone(person, position)))),
                moved.size() - better,
                better,
                reps.stream().mapToInt(d -> d.week().done().size()).sum(),
                own(person, position));
    }

    /** A matter, and with whom. */
    private record Line(RepDay day, Due.Matter matter) {

        WeekAhead.Matter said() {
            return new WeekAhead.Matter(
                    matter.kind().code(),
                    day.rep().name(),
                    matter.clause() == null ? "" : matter.clause().title(),
                    matter.version(),
                    matter.since());
        }
    }

    private List<WeekAhead.Matter> own(String person, long position) {
        RepStory herself = stories.at(position).get(person);
        if (herself == null || herself.isErased() || !herself.isEmployed(days.today(herself))) {
            return List.of();
        }
        RepDay day = days.of(List.of(herself), visible.at(position), days::today).getFirst();
        List<WeekAhead.Matter> own = new ArrayList<>();
        for (Due.Unanswered u : day.due().unanswered()) {
            own.add(new WeekAhead.Matter("answer", day.rep().name(), "", u.version(), u.told()));
        }
        for (Due.Matter matter : day.due().agreed()) {
            if (matter.note() != null && matter.note().by().equals("rep")) {
                own.add(new WeekAhead.Matter("own", day.rep().name(), "", 0, matter.since()));
            }
        }
        return own;
    }
}
