package dev.yardstick.acceptance.crm.simulated;

import dev.yardstick.acceptance.crm.simulated.Step.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** When events arrive: late, early, again and again, or all at once after days of silence. */
final class Journey {

    private static final int SILENCES = 3;
    private static final int LATE_PERCENT = 5;
    private static final int REPEATED_PERCENT = 20;
    private static final int RESPELT_PERCENT = 30;
    private static final int NONSENSE_PERCENT = 12;
    private static final int MOST_COPIES = 10;

    private final Random random;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Silence> silences = new ArrayList<>();

    Journey(Random random) {
        this.random = random;
        for (int i = 0; i < SILENCES; i++) {
            Instant from = Instant.parse("2025-01-10T00:00:00Z").plus(hours(24 * 330));
            silences.add(new Silence(from, from.plus(hours(24 * 6))));
        }
    }

    /** Something that arrives. */
    sealed interface Arrival {
        Instant at();
    }

    /** A command that is given. */
    record Stated(Instant at, Command command) implements Arrival {}

    /** An event, perhaps in another spelling. */
    record Reported(Instant at, Told told, boolean respelt) implements Arrival {}

    /** Something that is no event, made of one. */
    record Nonsense(Instant at, Told of) implements Arrival {}

    /** Nothing comes through until the end. */
    private record Silence(Instant from, Instant to) {}

    /** All arrivals, in their order. */
    List<Arrival> of(Company company, List<Told> history) {
        company.commands()
                .forEach((at, commands) ->
                        commands.forEach(command -> arrivals.add(new Stated(at, command))));
        Map<String, Instant> begun = new HashMap<>();
        for (Told told : history) {
            begun.putIfAbsent(told.record(), told.time());
            report(told, begun.getOrDefault(told.record(), told.time()));
            if (percent(NONSENSE_PERCENT)) {
                arrivals.add(new Nonsense(heard(told.time().plus(hours(24 * 5))), told));
            }
        }
        arrivals.sort(Comparator.comparing(Arrival::at));
        return arrivals;
    }

    private void report(Told told, Instant begun) {
        Instant at = told.time().plus(Duration.ofSeconds(random.nextInt(3600)));
        if (told.isRetraction() && random.nextBoolean()) {
            at = begun.minus(hours(48));
        } else if (percent(LATE_PERCENT)) {
            at = at.plus(Duration.ofDays(7)).plus(hours(24 * 35));
        }
        arrivals.add(new Reported(heard(at), told, percent(RESPELT_PERCENT)));
        if (percent(REPEATED_PERCENT)) {
            int share = random.nextInt(MOST_COPIES);
            for (int i = share * share / MOST_COPIES; i >= 0; i--) {
                Instant again = heard(at.plus(hours(24 * 14)));
                arrivals.add(new Reported(again, told, percent(RESPELT_PERCENT)));
            }
        }
    }

    /**
     * When something sent at an instant comes through: after a silence all at once, in disorder.
     */
    private Instant heard(Instant sent) {
        return silences.stream()
                .filter(silence -> sent.isAfter(silence.from()) && sent.isBefore(silence.to()))
                .map(silence -> silence.to().plusSeconds(random.nextInt(600)))
                .findFirst()
                .orElse(sent);
    }

    private Duration hours(int most) {
        return Duration.ofMinutes(1 + random.nextInt(60 * most));
    }

    private boolean percent(int share) {
        return random.nextInt(100) < share;
    }
}
