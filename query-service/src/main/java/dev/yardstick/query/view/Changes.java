package dev.yardstick.query.view;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Pace;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.view.Timeline.Change;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between two versions of an expectation, clause by clause, in words. */
final class Changes {

    private final PersonalTexts texts;
    private final List<Change> changes = new ArrayList<>();

    private Changes(PersonalTexts texts) {
        this.texts = texts;
    }

    static List<Change> between(
            Profile.Version before, Profile.Version after, PersonalTexts texts) {
        Changes changes = new Changes(texts);
        for (Clause clause : before.clauses()) {
            Optional<Clause> now = after.clause(clause.id());
            if (now.isPresent()) {
                changes.compare(clause, now.get());
            } else {
                changes.add(clause, "removed", changes.title(clause), null);
            }
        }
        for (Clause clause : after.clauses()) {
            if (before.clause(clause.id()).isEmpty()) {
                changes.add(clause, "added", null, changes.title(clause));
            }
        }
        return changes.changes;
    }

    private void compare(Clause before, Clause after) {
        put(after, "title", title(before), title(after));
        put(after, "topic", before.topic().code(), after.topic().code());
        put(after, "measure", measure(before), measure(after));
        put(after, "target", target(before), target(after));
        put(after, "pace", pace(before.pace()), pace(after.pace()));
        put(after, "weight", before.weight().toPlainString(), after.weight().toPlainString());
        put(after, "owedBy", before.owedBy().code(), after.owedBy().code());
        put(after, "text", text(before), text(after));
    }

    private void put(Clause clause, String what, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            add(clause, what, before, after);
        }
    }

    private void add(Clause clause, String what, @Nullable String before, @Nullable String after) {
        changes.add(new Change(clause.id(), what, before, after));
    }

    private String title(Clause clause) {
        return texts.open(clause.title(), clause.id());
    }

    private static String measure(Clause clause) {
        return MeasureKind.of(clause.measure()).words(clause.measure());
    }

    private @Nullable String text(Clause clause) {
        return clause.measure() instanceof Measure.Agreement(var text)
                ? texts.open(text, "")
                : null;
    }

    private static @Nullable String target(Clause clause) {
        Clause.Target target = clause.target();
        return target == null
                ? null
                : target.direction().code().replace('-', ' ')
                        + " "
                        + target.amount().stripTrailingZeros().toPlainString();
    }

    private static String pace(Pace pace) {
        String season =
                switch (pace) {
                    case Pace.Even e -> "even";
                    case Pace.Monthly(var percent, var ramp) -> "monthly " + numbers(percent);
                };
        return pace.ramp() == null ? season : season + ", ramp " + numbers(pace.ramp());
    }

    private static String numbers(List<BigDecimal> numbers) {
        return numbers.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(" "));
    }
}
