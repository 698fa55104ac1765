package dev.yardstick.events.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.OversightEvent.Kind;
import dev.yardstick.events.OversightEvent.OversightGiven;
import dev.yardstick.events.OversightEvent.OversightWithdrawn;
import dev.yardstick.events.oversight.Oversight.Basis;
import dev.yardstick.events.oversight.Oversight.Ground;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Ann sells in team North for Kim, who is led by Dora, who is led by Eve. Kim and Dora are reps
 * too; Eve is not.
 */
class OversightTest {

    private static final LocalDate JAN = LocalDate.of(2026, 1, 1);
    private static final LocalDate JUN = LocalDate.of(2026, 6, 1);
    private static final LocalDate JUL = LocalDate.of(2026, 7, 1);
    private static final Ground TEAM = new Ground(Basis.TEAM, null);
    private static final Ground LINE = new Ground(Basis.LINE, null);

    private final Map<String, Known> people = new HashMap<>();
    private final Map<String, Overseers> given = new HashMap<>();

    private record Known(OverTime<Place> places, @Nullable LocalDate leftOn) implements Person {

        @Override
        public Place place(LocalDate day) {
            return places.at(day);
        }

        @Override
        public List<LocalDate> moves() {
            return places.dates();
        }
    }

    OversightTest() {
        led("ann", "North", "kim");
        led("kim", "Leads", "dora");
        led("dora", "Heads", "eve");
    }

    private void led(String rep, String team, @Nullable String manager) {
        OverTime<Place> places = new OverTime<>();
        places.change(JAN, new Place(team, manager));
        people.put(rep, new Known(places, null));
    }

    private void moved(String rep, LocalDate on, String team, String manager) {
        Objects.requireNonNull(people.get(rep)).places().change(on, new Place(team, manager));
    }

    private void left(String rep, LocalDate on) {
        people.computeIfPresent(rep, (id, known) -> new Known(known.places(), on));
    }

    private Overseers over(Kind kind, String of) {
        return given.computeIfAbsent(kind + of, key -> new Overseers());
    }

    private void give(Kind kind, String of, String by, LocalDate from, @Nullable LocalDate to) {
        over(kind, of).on(new OversightGiven(kind, of, by, from, to));
    }

    private Oversight oversight() {
        return new Oversight(
                new Oversight.Source() {
                    @Override
                    public Optional<Known> person(String id) {
                        return Optional.ofNullable(people.get(id));
                    }

                    @Override
                    public Overseers overseers(Kind kind, String of) {
                        return over(kind, of);
                    }
                });
    }

    private @Nullable Ground ground(String who, LocalDate day) {
        return oversight().ground(who, "ann", day);
    }

    @Test
    void aManagerAnswersForThoseOfHerManagersAtAnyDepth() {
        assertThat(ground("kim", JUN)).isEqualTo(TEAM);
        assertThat(ground("dora", JUN)).isEqualTo(LINE);
        assertThat(ground("eve", JUN)).isEqualTo(LINE);
        assertThat(oversight().ground("kim", "dora", JUN)).isNull();
        assertThat(oversight().ground("kim", "kim", JUN)).isNull();
        assertThat(ground("ann", JUN)).isNull();
        assertThat(ground("lou", JUN)).isNull();
    }

    @Test
    void whereManagersMoveTheirRepsComeAlongOnThatDay() {
        moved("kim", JUN, "Leads", "max");
        assertThat(ground("dora", JUN.minusDays(1))).isEqualTo(LINE);
        assertThat(ground("dora", JUN)).isNull();
        assertThat(ground("eve", JUN)).isNull();
        assertThat(ground("max", JUN)).isEqualTo(LINE);
        assertThat(oversight().answers("dora", "ann", JAN, JUN.minusDays(1))).isTrue();
        assertThat(oversight().answers("dora", "ann", JUN, JAN)).isFalse();
        assertThat(oversight().answers("max", "ann", JUN, JUL)).isTrue();
        assertThat(oversight().answers("max", "ann", JUN.minusDays(1), JUL)).isFalse();
    }

    @Test
    void whoIsNoRepIsLedByWhatWasSaidFromADayToAnother() {
        give(Kind.SUPERIOR, "eve", "gwen", JUN, JUL);
        assertThat(ground("gwen", JUN.minusDays(1))).isNull();
        assertThat(ground("gwen", JUN)).isEqualTo(LINE);
        assertThat(ground("gwen", JUL)).isEqualTo(LINE);
        assertThat(ground("gwen", JUL.plusDays(1))).isNull();
        assertThat(oversight().answers("gwen", "ann", JUN, JUL)).isTrue();
        assertThat(oversight().answers("gwen", "ann", JUN, JUL.plusDays(1))).isFalse();
    }

    @Test
    void aDeputyAnswersForTheRepsOfHerForWhomSheStandsIn() {
        give(Kind.DEPUTY, "dora", "lou", JUN, JUL);
        assertThat(ground("lou", JUN.minusDays(1))).isNull();
        assertThat(ground("lou", JUN)).isEqualTo(new Ground(Basis.DEPUTY, "dora"));
        assertThat(ground("lou", JUL)).isEqualTo(new Ground(Basis.DEPUTY, "dora"));
        assertThat(ground("lou", JUL.plusDays(1))).isNull();
        assertThat(oversight().ground("lou", "dora", JUN)).as("not for Dora herself").isNull();
        over(Kind.DEPUTY, "dora").on(new OversightWithdrawn(Kind.DEPUTY, "dora", "lou", JUN));
        assertThat(ground("lou", JUN)).isNull();
    }

    @Test
    void aDeputyHandsOnNothing() {
        led("lou", "Leads", "max");
        give(Kind.DEPUTY, "kim", "lou", JUN, JUL);
        give(Kind.DEPUTY, "lou", "mo", JUN, JUL);
        give(Kind.DEPUTY, "dora", "ann", JUN, JUL);
        assertThat(ground("max", JUN)).as("whoever leads the deputy").isNull();
        assertThat(ground("mo", JUN)).as("the deputy's deputy").isNull();
        assertThat(ground("ann", JUN)).as("the rep herself").isNull();
    }

    @Test
    void whoHasLeftHasNoDeputyAndIsStillLed() {
        give(Kind.DEPUTY, "kim", "lou", JAN, JUL);
        left("kim", JUN);
        assertThat(ground("lou", JUN)).isEqualTo(new Ground(Basis.DEPUTY, "kim"));
        assertThat(ground("lou", JUN.plusDays(1))).isNull();
        assertThat(oversight().answers("lou", "ann", JAN, JUN)).isTrue();
        assertThat(oversight().answers("lou", "ann", JAN, JUN.plusDays(1))).isFalse();
        assertThat(ground("dora", JUL)).isEqualTo(LINE);
    }

    @Test
    void aUnitsDirectorAnswersForTheTeamsThatItHas() {
        give(Kind.UNIT, "North", "emea", JUN, null);
        give(Kind.DIRECTOR, "emea", "ida", JAN, JUL);
        assertThat(ground("ida", JUN.minusDays(1))).isNull();
        assertThat(ground("ida", JUN)).isEqualTo(LINE);
        assertThat(ground("ida", JUL.plusDays(1))).isNull();
        moved("ann", JUN.plusDays(9), "South", "kim");
        assertThat(ground("ida", JUN.plusDays(8))).isEqualTo(LINE);
        assertThat(ground("ida", JUN.plusDays(9))).isNull();
        assertThat(oversight().answers("ida", "ann", JUN, JUN.plusDays(8))).isTrue();
        assertThat(oversight().answers("ida", "ann", JUN, JUN.plusDays(9))).isFalse();
        assertThat(oversight().answers("ida", "ann", JUN.minusDays(1), JUN)).isFalse();
    }

    @Test
    void sinceIsTheFirstDayOfTheLastSpanWithoutABreak() {
        assertThat(oversight().since("kim", "ann", JUL)).isEqualTo(LocalDate.MIN);
        moved("ann", JUN, "West", "lee");
        moved("ann", JUL, "North", "kim");
        assertThat(oversight().since("kim", "ann", JUL.plusDays(9))).isEqualTo(JUL);
        assertThat(oversight().since("lee", "ann", JUL.minusDays(1))).isEqualTo(JUN);
        give(Kind.DEPUTY, "lee", "kim", JUN.plusDays(3), JUL);
        assertThat(oversight().since("kim", "ann", JUL)).isEqualTo(JUN.plusDays(3));
        assertThat(oversight().answers("kim", "ann", JUN.plusDays(3), JUL)).isTrue();
    }

    @Test
    void whoLeadsAManagerOrStandsInForHerIsAsked() {
        give(Kind.DEPUTY, "kim", "lou", JUN, JUL);
        assertThat(oversight().isOrLeads("kim", "kim", JUN)).isTrue();
        assertThat(oversight().isOrLeads("eve", "kim", JUN)).isTrue();
        assertThat(oversight().isOrLeads("lou", "kim", JUN)).isTrue();
        assertThat(oversight().isOrLeads("lou", "kim", JUL.plusDays(1))).isFalse();
        assertThat(oversight().isOrLeads("lou", "dora", JUN)).isFalse();
        assertThat(oversight().isOrLeads("kim", "dora", JUN)).isFalse();
    }

    @Test
    void aCircleIsFoundOnAnyDayAndNothingRunsInIt() {
        assertThat(oversight().everLeads("eve", "ann", JUN, null)).isTrue();
        assertThat(oversight().everLeads("ann", "ann", JUN, null)).isTrue();
        assertThat(oversight().everLeads("ann", "eve", JUN, null)).isFalse();
        give(Kind.SUPERIOR, "eve", "ann", JUL, JUL);
        assertThat(oversight().everLeads("ann", "eve", JUN, JUL.minusDays(1))).isFalse();
        assertThat(oversight().everLeads("ann", "eve", JUN, JUL)).isTrue();
        assertThat(oversight().everLeads("ann", "eve", JUN, null)).isTrue();
        assertThat(oversight().everLeads("ann", "eve", JUL.plusDays(1), null)).isFalse();
        assertThat(ground("eve", JUL)).isEqualTo(LINE);
        give(Kind.DEPUTY, "ann", "lou", JUL, JUL);
        assertThat(ground("ann", JUL)).isNull();
        assertThat(ground("lou", JUL)).as("her deputy, of herself").isNull();
    }
}
