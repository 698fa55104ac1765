package dev.yardstick.query.pages.operations;

import dev.yardstick.events.Codes;
import dev.yardstick.events.FactKind;
import dev.yardstick.events.language.FactField;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.people.Names;
import dev.yardstick.query.pages.people.Names.Named;
import dev.yardstick.query.wording.Wording;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A mapping as the rows of a form: what the CRM says, and what it is here. A row without either
 * says nothing, one with half of it is wrong; what has no rows stays as it is.
 *
 * @param names of the reps
 */
record MappingRows(Form form, Names names, Wording words) {

    /** The fields whose values can be said to mean something, as docs/crm.md has them. */
    static final List<String> FIELDS =
            Stream.concat(FactField.codes(FactField.Type::isWord), Stream.of("tier")).toList();

    static final List<String> KINDS =
            Codes.all(FactKind.class).stream().filter(kind -> !kind.startsWith("deal-")).toList();

    static final List<String> CHANNELS = List.of("phone", "face-to-face", "video", "mail");

    /** What is shown in words of its own. */
    private static final List<String> OURS =
            List.of(
                    "cold-call-phone",
                    "cold-call-face-to-face",
                    "referral",
                    "inbound",
                    "phone",
                    "face-to-face",
                    "video",
                    "conversation",
                    "connected",
                    "no-answer",
                    "not-done",
                    "technical-team",
                    "onboarding",
                    "conduct",
                    "primary",
                    "secondary");

    private static final List<String> CLOSED = List.of("won", "lost");

    /** Rows of a part: a form that is larger cannot be posted. */
    private static final int MOST = 1_000;

    private static final String NOWHERE = "nowhere";
    private static final int MORE = 3;

    /** The first field of each part's rows; a row is there where that is. */
    private static final Map<String, String> FIRST =
            Map.of(
                    "owners", "owner.",
                    "activities", "activity.",
                    "stages", "stage.",
                    "values", "value.");

    /** How many rows a part has. */
    int rows(String part) {
        String first = Objects.requireNonNull(FIRST.get(part));
        int rows = 0;
        while (form.typed().containsKey(first + rows)) {
            rows++;
        }
        return rows;
    }

    /** By part, how many rows it has. */
    Map<String, Integer> all() {
        return FIRST.keySet().stream().collect(Collectors.toMap(part -> part, this::rows));
    }

    /** The parts that have something in their rows, so that they are opened. */
    Set<String> opened() {
        return FIRST.entrySet().stream()
                .filter(part ->
                        IntStream.range(0, rows(part.getKey()))
                                .anyMatch(row -> !form.value(part.getValue() + row).isEmpty()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Fills the form with what a mapping says, and with the words that it lacks. */
    void fill(JsonNode mapping, List<CrmStatus.Missing> missing) {
        mapping.path("owners")
                .forEachEntry((owner, rep) -> {
                    String row = String.valueOf(add("owners", owner));
                    form.put("rep." + row, rep.isNull() ? null : names.label(rep.asString()));
                    form.put("nowhere." + row, rep.isNull() ? "true" : null);
                });
        mapping.path("activities")
                .forEachEntry((type, activity) -> {
                    String row = String.valueOf(add("activities", type));
                    form.put(
                            "kind." + row,
                            activity.isNull() ? NOWHERE : activity.path("kind").asString(""));
                    form.put("channel." + row, activity.path("channel").stringValue(""));
                    form.put("method." + row, said(activity.path("method").stringValue("")));
                });
        mapping.path("stages")
                .forEachEntry((stage, meaning) ->
                        form.put(
                                "stageIs." + add("stages", stage),
                                stageSaid(meaning.asString(""))));
        mapping.path("values")
                .forEachEntry((field, values) ->
                        values.forEachEntry((value, ours) -> {
                            String row = String.valueOf(add("values", value));
                            form.put("field." + row, field);
                            form.put("means." + row, ours.isNull() ? null : said(ours.asString()));
                            form.put("nothing." + row, ours.isNull() ? "true" : null);
                        }));
        missing.stream().limit(MOST).forEach(this::addMissing);
        addBlank();
        form.put("currency", mapping.path("currency").stringValue(""));
    }

    private void addMissing(CrmStatus.Missing missing) {
        String field = missing.in().startsWith("values.") ? missing.in().substring(7) : null;
        String part = field == null ? missing.in() : "values";
        if (FIRST.containsKey(part)) {
            String row = String.valueOf(add(part, missing.word()));
            form.put("field." + row, field);
            form.put(
                    "note." + FIRST.get(part) + row,
                    words.message("connections.waits", missing.count()));
        }
    }

    /** Adds a row, which may be blank. */
    private int add(String part, String word) {
        int row = rows(part);
        form.chosen(FIRST.get(part) + row, List.of(word));
        return row;
    }

    /** Adds rows to be filled in. */
    void addBlank() {
        for (String part : FIRST.keySet()) {
            for (int i = 0; i < MORE; i++) {
                add(part, "");
            }
        }
    }

    /**
     * Adds the owners of the CRM that have no row yet, in place of blank ones, and says how all of
     * them are called; a rep with the same mail address or name is proposed.
     *
     * @return how many were added
     */
    int addOwners(List<CrmStatus.Owner> owners) {
        int added = 0;
        for (CrmStatus.Owner owner : owners.stream().limit(MOST).toList()) {
            int row = rowOf("owners", owner.id());
            if (row < 0) {
                added++;
                row = rowOf("owners", "");
                row = row < 0 ? add("owners", owner.id()) : row;
                form.put("owner." + row, owner.id());
                Named same = names.same(owner.email(), owner.name());
                if (same != null && form.value("rep." + row).isEmpty()) {
                    form.put("rep." + row, same.label())
                            .put("note.rep." + row, words.message("connections.owners.proposed"));
                }
            }
            form.put(
                    "note.owner." + row,
                    List.of(
                                    Objects.requireNonNullElse(owner.name(), ""),
                                    Objects.requireNonNullElse(owner.email(), ""))
                            .stream()
                            .filter(text -> !text.isBlank())
                            .collect(Collectors.joining(" · ")));
        }
        if (rowOf("owners", "") < 0) {
            add("owners", "");
        }
        return added;
    }

    private int rowOf(String part, String word) {
        int rows = rows(part);
        for (int row = 0; row < rows; row++) {
            if (form.value(FIRST.get(part) + row).equals(word)) {
                return row;
            }
        }
        return -1;
    }

    /** What the rows say, in place of what a mapping says; what has no rows stays. */
    ObjectNode read(ObjectNode before) {
        ObjectNode mapping = before.deepCopy();
        mapping.set("owners", owners());
        mapping.set("activities", activities(before));
        mapping.set("stages", stages());
        mapping.set("values", values(before));
        mapping.remove("currency");
        if (!form.value("currency").isEmpty()) {
            mapping.put("currency", form.value("currency").toUpperCase(Locale.ROOT));
        }
        return mapping;
    }

    private ObjectNode owners() {
        ObjectNode owners = object();
        eachRow(
                "owners",
                (row, owner) -> {
                    if (form.is("nowhere." + row)) {
                        owners.set(owner, NullNode.getInstance());
                    } else {
                        // Where that is nobody, command-service says so.
                        owners.put(owner, names.id(form, "rep." + row, words));
                    }
                });
        return owners;
    }

    private ObjectNode activities(ObjectNode before) {
        ObjectNode activities = object();
        eachRow(
                "activities",
                (row, type) -> {
                    String kind = form.value("kind." + row);
                    if (kind.equals(NOWHERE)) {
                        activities.set(type, NullNode.getInstance());
                    } else {
                        JsonNode known = before.path("activities").path(type);
                        ObjectNode activity =
                                known instanceof ObjectNode one ? one.deepCopy() : object();
                        activities.set(type, activity.put("kind", kind));
                        putOrRemove(activity, "channel", form.value("channel." + row));
                        putOrRemove(
                                activity,
                                "method",
                                code(
                                        form.value("method." + row),
                                        known.path("method").stringValue("")));
                    }
                });
        return activities;
    }

    private ObjectNode stages() {
        ObjectNode stages = object();
        eachRow(
                "stages",
                (row, stage) -> {
                    String typed = form.value("stageIs." + row);
                    stages.put(
                            stage,
                            CLOSED.stream()
                                    .filter(code -> stageSaid(code).equalsIgnoreCase(typed))
                                    .findFirst()
                                    .orElse(typed));
                });
        return stages;
    }

    private ObjectNode values(ObjectNode before) {
        ObjectNode values = object();
        eachRow(
                "values",
                (row, value) -> {
                    String field = form.value("field." + row);
                    String typed = form.value("means." + row);
                    JsonNode known = before.path("values").path(field).path(value);
                    if (form.is("nothing." + row)) {
                        values.withObjectProperty(field).set(value, NullNode.getInstance());
                    } else {
                        values.withObjectProperty(field)
                                .put(value, code(typed, known.stringValue("")));
                    }
                });
        return values;
    }

    private interface Row {
        void read(int row, String word);
    }

    /**
     * Each row that names a word of the CRM's and says what it is; one that lacks either and has
     * anything else is wrong. A word that was proposed may be left as it is.
     */
    private void eachRow(String part, Row each) {
        String first = Objects.requireNonNull(FIRST.get(part));
        Set<String> seen = new TreeSet<>();
        for (int row = 0; row < rows(part); row++) {
            String word = form.value(first + row);
            String as = part.equals("values") ? form.value("field." + row) + "." + word : word;
            if (word.isEmpty()) {
                if (isFilled(row, meaning(part)) || isFilled(row, besides(part))) {
                    form.wrong(first + row, words.message("connections.row.word"));
                }
            } else if (isFilled(row, meaning(part))) {
                if (!seen.add(as)) {
                    form.wrong(first + row, words.message("connections.row.twice", word));
                } else {
                    each.read(row, word);
                }
            } else if (isFilled(row, besides(part)) || !isFilled(row, List.of("note." + first))) {
                form.wrong(
                        meaning(part).getFirst() + row,
                        words.message("connections.row.unsaid", word));
            }
        }
    }

    private boolean isFilled(int row, List<String> fields) {
        return fields.stream().anyMatch(field -> !form.value(field + row).isEmpty());
    }

    /** The fields any of which says what a word is. */
    private static List<String> meaning(String part) {
        return switch (part) {
            case "owners" -> List.of("rep.", "nowhere.");
            case "activities" -> List.of("kind.");
            case "stages" -> List.of("stageIs.");
            default -> List.of("means.", "nothing.");
        };
    }

    /** The fields that say more of it. */
    private static List<String> besides(String part) {
        return part.equals("activities") ? List.of("channel.", "method.") : List.of();
    }

    /** The field of a path such as {@code owners.13}; null: it has none. */
    @Nullable String field(String path) {
        int dot = path.indexOf('.');
        String part = dot < 0 ? path : path.substring(0, dot);
        if (part.equals("currency") || dot < 0) {
            return part.equals("currency") ? part : null;
        }
        String rest = path.substring(dot + 1);
        for (int row = 0; row < (FIRST.containsKey(part) ? rows(part) : 0); row++) {
            String word = form.value(FIRST.get(part) + row);
            String field =
                    switch (part) {
                        case "owners" -> rest.equals(word) ? "rep." : null;
                        case "stages" -> rest.equals(word) ? "stageIs." : null;
                        case "activities" ->
                                rest.equals(word) || rest.startsWith(word + ".") ? "kind." : null;
                        default ->
                                rest.equals(form.value("field." + row) + "." + word)
                                        ? "means."
                                        : null;
                    };
            if (field != null && !word.isEmpty()) {
                return field + row;
            }
        }
        return null;
    }

    /** What can be typed as a word of ours, as it is shown. */
    List<String> suggested() {
        return OURS.stream().map(this::said).toList();
    }

    /** What can be typed as a stage; any other is open. */
    List<String> closed() {
        return CLOSED.stream().map(this::stageSaid).toList();
    }

    /** Our word as it is shown. */
    private String said(String code) {
        return code.isEmpty() ? "" : words.value(code);
    }

    private String stageSaid(String stage) {
        return CLOSED.contains(stage) ? words.message("connections.stage." + stage) : stage;
    }

    /**
     * Our word as it is recorded: one that is shown in words is known by these, another is written
     * in small letters, with dashes.
     *
     * @param before what the row meant; it stays where nothing else was typed
     */
    private String code(String typed, String before) {
        if (typed.isEmpty() || typed.equals(said(before))) {
            return typed.isEmpty() ? "" : before;
        }
        return OURS.stream()
                .filter(code -> words.value(code).equalsIgnoreCase(typed))
                .findFirst()
                .orElse(typed.toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-"));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static void putOrRemove(ObjectNode object, String field, String text) {
        if (text.isEmpty()) {
            object.remove(field);
        } else {
            object.put(field, text);
        }
    }
}
