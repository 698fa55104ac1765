package dev.yardstick.query.measure;

import dev.yardstick.query.facts.AccountStory;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.commons.numbers.fraction.BigFraction;

/** The rep's accounts that match a filter, on any day. */
public final class Holdings implements Schedule.Multiplier {

    private final String rep;
    private final Map<String, List<String>> filter;
    private final Map<String, AccountStory> accounts;
    private final BigFraction each;

    /**
     * Looks at accounts.
     *
     * @param filter by {@code tier}, {@code strategy}, {@code inherited}, {@code id}
     * @param each what an account counts as in a {@link Schedule}
     */
    public Holdings(
            String rep,
            Map<String, List<String>> filter,
            Map<String, AccountStory> accounts,
            int each) {
        this.rep = rep;
        this.filter = filter;
        this.accounts = accounts;
        this.each = BigFraction.of(each);
    }

    /** Whether an account is the rep's and matches on a day. */
    boolean holds(String account, LocalDate day) {
        AccountStory story = accounts.get(account);
        return story != null
                && rep.equals(story.ownership(day).owner())
                && filter.entrySet().stream()
                        .allMatch(field -> {
                            String value = story.field(account, field.getKey(), day);
                            return value != null && field.getValue().contains(value);
                        });
    }

    /** The ids of the accounts held on a day. */
    public List<String> heldOn(LocalDate day) {
        return accounts.keySet().stream().filter(account -> holds(account, day)).toList();
    }

    @Override
    public NavigableSet<LocalDate> changes() {
        NavigableSet<LocalDate> changes = new TreeSet<>();
        accounts.values().forEach(story -> changes.addAll(story.changes()));
        return changes;
    }

    @Override
    public BigFraction on(LocalDate day) {
        return each.multiply(heldOn(day).size());
    }
}
