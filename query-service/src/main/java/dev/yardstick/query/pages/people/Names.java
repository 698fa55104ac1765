package dev.yardstick.query.pages.people;

import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.wording.Sought;
import dev.yardstick.query.wording.Wording;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reps as somebody types their names into a field, which suggests them.
 *
 * @param managers the ids of those who lead one of them
 */
public record Names(List<Named> all, SortedSet<String> managers) {

    private static final int MOST_NAMED = 8;

    /**
     * A rep by name.
     *
     * @param label her name, with her id where another is called the same
     */
    public record Named(String id, String label, String team, @Nullable String email) {}

    static Names of(List<PeopleReading.Person> people) {
        Map<String, Long> called =
                people.stream()
                        .collect(
                                Collectors.groupingBy(
                                        person -> Sought.plain(person.name()),
                                        Collectors.counting()));
        Function<PeopleReading.Person, String> label =
                person ->
                        Objects.equals(called.get(Sought.plain(person.name())), 1L)
                                ? person.name()
                                : person.name() + " (" + person.id() + ")";
        return new Names(
                people.stream()
                        .map(p -> new Named(p.id(), label.apply(p), p.team(), p.email()))
                        .toList(),
                people.stream()
                        .map(PeopleReading.Person::manager)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /**
     * Those whom a field suggests; of more than one looks through nobody, who can be typed still.
     */
    public List<Named> suggested() {
        return all.size() > PeopleReading.MOST_CHOICES ? List.of() : all;
    }

    /** Whoever leads one of them and is none herself, by her id. */
    public SortedSet<String> leaders() {
        SortedSet<String> leaders = new TreeSet<>(managers);
        all.forEach(one -> leaders.remove(one.id()));
        return leaders;
    }

    /** The teams in which they are. */
    public SortedSet<String> teams() {
        return all.stream().map(Named::team).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whom a text means: who has it as her id or is called so; else all whose name has it. */
    public List<Named> meant(String text) {
        String plain = Sought.plain(text.strip());
        List<Named> exactly =
                all.stream()
                        .filter(one ->
                                one.id().equals(text.strip())
                                        || Sought.plain(one.label()).equals(plain))
                        .toList();
        Sought sought = Sought.of(text);
        return exactly.isEmpty() && !sought.words().isEmpty()
                ? all.stream().filter(one -> sought.isIn(Sought.plain(one.label()))).toList()
                : exactly;
    }

    /**
     * The id of whom a field of a form names; what was typed where that is nobody, and where it is
     * several, which is wrong.
     */
    public String id(Form form, String field, Wording words) {
        String typed = form.value(field);
        List<Named> meant = meant(typed);
        if (meant.size() > 1) {
            form.wrong(
                    field,
                    words.message(
                            "people.name.several",
                            typed,
                            meant.stream()
                                    .map(Named::label)
                                    .limit(MOST_NAMED)
                                    .collect(Collectors.joining(", "))));
        }
        return meant.size() == 1 ? meant.getFirst().id() : typed;
    }

    /** How a rep is called; her id where she is not among them. */
    public String label(String id) {
        return all.stream()
                .filter(one -> one.id().equals(id))
                .map(Named::label)
                .findFirst()
                .orElse(id);
    }

    /** Whom the log names as an actor, in words: {@code manager:kim} is Kim, manager. */
    public String said(String actor, Wording words) {
        int colon = actor.indexOf(':');
        return colon < 0
                ? words.role(actor)
                : label(actor.substring(colon + 1)) + ", " + words.role(actor.substring(0, colon));
    }

    /** As whom the log names a person. */
    public String actor(String id) {
        return (managers.contains(id) ? "manager:" : "rep:") + id;
    }

    /** Who has a mail address, or is called like somebody; null: nobody, or several. */
    public @Nullable Named same(@Nullable String email, @Nullable String name) {
        List<Named> same =
                all.stream()
                        .filter(one -> email != null && email.equalsIgnoreCase(one.email()))
                        .toList();
        if (same.isEmpty() && name != null) {
            same =
                    all.stream()
                            .filter(one -> Sought.plain(one.label()).equals(Sought.plain(name)))
                            .toList();
        }
        return same.size() == 1 ? same.getFirst() : null;
    }
}
