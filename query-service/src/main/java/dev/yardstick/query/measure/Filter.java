package dev.yardstick.query.measure;

import dev.yardstick.events.FactKind;
import dev.yardstick.events.language.FactField;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.facts.Fact;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which facts a measure is about: those of a kind that match every field, where a field with
 * several values is matched by any of them. An account is looked at as it was on the fact's day.
 */
final class Filter {

    private static final String ACCOUNT = "account.";

    private final FactKind of;
    private final Map<String, AccountStory> accounts;
    private final List<Predicate<Fact>> fields;

    Filter(FactKind of, Map<String, List<String>> where, Map<String, AccountStory> accounts) {
        this.of = of;
        this.accounts = accounts;
        this.fields =
                where.entrySet().stream()
                        .map(field -> matching(told(field.getKey()), Set.copyOf(field.getValue())))
                        .toList();
    }

    boolean matches(Fact fact) {
        if (fact.kind() != of) {
            return false;
        }
        for (Predicate<Fact> field : fields) {
            if (!field.test(fact)) {
                return false;
            }
        }
        return true;
    }

    private static Predicate<Fact> matching(
            Function<Fact, @Nullable Object> field, Set<String> values) {
        return fact ->
                switch (field.apply(fact)) {
                    case null -> false;
                    case List<?> several -> several.stream().anyMatch(values::contains);
                    case Object one -> values.contains(one.toString());
                };
    }

    /** What a fact tells in a field. */
    private Function<Fact, @Nullable Object> told(String field) {
        FactField told = FactField.find(field);
        if (told != null) {
            return fact -> Fact.FIELDS.get(fact, told);
        }
        return switch (field) {
            case "shared" -> Fact::shared;
            case "account.id", "account.tier", "account.strategy", "account.inherited" -> {
                String ofAccount = field.substring(ACCOUNT.length());
                yield fact -> ofAccount(fact, ofAccount);
            }
            default -> throw new IllegalArgumentException("unknown filter " + field);
        };
    }

    private @Nullable String ofAccount(Fact fact, String field) {
        String account = fact.account();
        AccountStory story = account == null ? null : accounts.get(account);
        return story == null || account == null ? null : story.field(account, field, fact.date());
    }
}
