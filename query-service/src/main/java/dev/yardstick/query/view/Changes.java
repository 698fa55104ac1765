package dev.yardstick.query.view;

import dev.yardstick.events.Clause;
import dev.yardstick.events.Measure;
import dev.yardstick.events.Pace;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.view.Timeline.Change;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between two wordings of an expectation, clause by clause, in words. */
public final class Changes {

    private Changes() {}

    /**
     * What differs between clauses, by id.
     *
     * @param whole tells a clause that was added or removed
     * @param parts tells what a clause says, part by part
     */
    public static <C> List<Change> between(
            Map<String, C> before,
            Map<String, C> after,
            Function<C, String> whole,
            Function<C, Map<String, @Nullable String>> parts) {
        List<Change> changes = new ArrayList<>();
        before.forEach((id, was) -> {
            C is = after.get(id);
            if (is == null) {
                changes.add(new Change(id, "removed", whole.apply(was), null));
                return;
            }
            Map<String, @Nullable String> then = parts.apply(was);
            parts.apply(is)
                    .forEach((what, now) -> {
                        if (!Objects.equals(then.get(what), now)) {
                            changes.add(new Change(id, what, then.get(what), now));
                        }
                    });
        });
        after.forEach((id, is) -> {
            if (!before.containsKey(id)) {
                changes.add(new Change(id, "added", null, whole.apply(is)));
            }
        });
        return changes;
    }

    static List<Change> between(
            Profile.Version before, Profile.Version after, PersonalTexts texts) {
        return between(
                byId(before),
                byId(after),
                clause -> texts.open(clause.title(), clause.id()),
                clause -> parts(clause, texts));
    }

    private static Map<String, Clause> byId(Profile.Version version) {
        Map<String, Clause> byId = new LinkedHashMap<>();
        version.clauses().forEach(clause -> byId.put(clause.id(), clause));
        return byId;
    }

    private static Map<String, @Nullable String> parts(Clause clause, PersonalTexts texts) {
        Map<String, @Nullable String> parts = new LinkedHashMap<>();
        Measure measure = clause.measure();
        parts.put("title", texts.open(clause.title(), clause.id()));
        parts.put("topic", clause.topic().code());
        parts.put("measure", MeasureKind.of(measure).words(measure));
        parts.put("target", target(clause));
        parts.put("pace", pace(clause.pace()));
        parts.put("weight", clause.weight().toPlainString());
        parts.put("owedBy", clause.owedBy().code());
        parts.put(
                "text",
                measure instanceof Measure.Agreement(var text) ? texts.open(text, "") : null);
        return parts;
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
