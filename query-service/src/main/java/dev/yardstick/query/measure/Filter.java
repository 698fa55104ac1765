package dev.yardstick.query.measure;

import dev.yardstick.events.FactKind;
import dev.yardstick.events.language.FactField;
import dev.yardstick.query.facts.AccountStory;
import dev.yardstick.query.facts.Fact;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which facts a measure is about: those of a kind that match every field, where a field with
 * several values is matched by any of them. An account is looked at as it was on the fact's day.
 */
record Filter(FactKind of, Map<String, List<String>> where, Map<String, AccountStory> accounts) {

    boolean matches(Fact fact) {
        return fact.kind() == of
                && where.entrySet().stream()
                        .allMatch(field -> matches(fact, field.getKey(), field.getValue()));
    }

    private boolean matches(Fact fact, String field, List<String> values) {
        FactField told = FactField.find(field);
        return switch (told == null ? value(fact, field) : Fact.FIELDS.get(fact, told)) {
            case null -> false;
            case List<?> several -> several.stream().anyMatch(values::contains);
            case Object one -> values.contains(one.toString());
        };
    }

    private @Nullable String value(Fact fact, String field) {
        return switch (field) {
            case "shared" -> String.valueOf(fact.shared());
            case "account.id", "account.tier", "account.strategy", "account.inherited" ->
                    accountField(fact, field.substring("account.".length()));
            default -> throw new IllegalArgumentException("unknown filter " + field);
        };
    }

    private @Nullable String accountField(Fact fact, String field) {
        AccountStory story = fact.account() == null ? null : accounts.get(fact.account());
        return story == null || fact.account() == null
                ? null
                : story.field(fact.account(), field, fact.date());
    }
}
