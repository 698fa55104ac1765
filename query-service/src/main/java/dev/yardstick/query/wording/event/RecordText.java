package dev.yardstick.query.wording.event;

import static dev.yardstick.events.language.FactField.ACCOUNT;
import static dev.yardstick.events.language.FactField.AMOUNT;
import static dev.yardstick.events.language.FactField.OCCURRED_AT;
import static dev.yardstick.events.language.FactField.REP;
import static dev.yardstick.events.language.FactField.STAGE;

import dev.yardstick.events.ActivityEvent.ActivityCorrected;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.CrmRecord;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.Event;
import dev.yardstick.events.Report;
import dev.yardstick.events.language.FactField;
import dev.yardstick.query.facts.Recorded;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a version of a CRM record says, and what it changed of the version before. */
record RecordText(EventWording wording, Called called) {

    /** More names are counted and not told. */
    private static final int MOST_NAMES = 100;

    /** Who, when and how much stand ahead. */
    private static final List<FactField> IN_ORDER =
            Stream.concat(
                            Stream.of(REP, ACCOUNT, OCCURRED_AT, AMOUNT, STAGE),
                            Stream.of(FactField.values()))
                    .distinct()
                    .toList();

    /** The newest version by the CRM's clock among those recorded before a position. */
    static @Nullable Event newestBefore(List<Recorded<Event>> versions, long position) {
        return upTo(position - 1, versions).stream()
                .max(Comparator.comparing(CrmRecord::version))
                .orElse(null);
    }

    /** Whether a version of a record is older than one that was known already. */
    static boolean isLate(Event event, @Nullable Event before) {
        return before != null && CrmRecord.version(event).compareTo(CrmRecord.version(before)) < 0;
    }

    /** Whether the record was gone until the version at a position showed it again. */
    static boolean isRestored(List<Recorded<Event>> versions, long position) {
        List<Event> before = upTo(position - 1, versions);
        List<Event> with = upTo(position, versions);
        return before.stream().anyMatch(event -> !CrmRecord.isRetraction(event))
                && CrmRecord.valid(before).isEmpty()
                && CrmRecord.valid(with).size() > 1;
    }

    private static List<Event> upTo(long position, List<Recorded<Event>> versions) {
        return versions.stream()
                .filter(version -> version.position() <= position)
                .map(Recorded::event)
                .toList();
    }

    /** What an event states. */
    String details(Event event) {
        Map<String, String> fields = fields(event);
        fields.keySet().removeAll(List.of("date", "kind"));
        return wording.list(
                fields.entrySet().stream().map(f -> name(f.getKey()) + " " + f.getValue()).toList(),
                "nothing");
    }

    /** What an event states differently from the version before; all it states where none was. */
    String changes(Event event, @Nullable Event before) {
        if (before == null || fields(before).isEmpty()) {
            return details(event);
        }
        Map<String, String> then = fields(before);
        Map<String, String> now = fields(event);
        List<String> parts = new ArrayList<>();
        then.forEach((field, value) -> {
            if (!Objects.equals(value, now.get(field)) && !isKept(event, field, now)) {
                parts.add(change(field, value, now.get(field)));
            }
        });
        now.forEach((field, value) -> {
            if (!then.containsKey(field)) {
                parts.add(change(field, null, value));
            }
        });
        return wording.list(parts, "unchanged");
    }

    /** A deal's event that says nothing of its stage or its credits leaves them as they were. */
    private static boolean isKept(Event event, String field, Map<String, String> now) {
        return event instanceof DealEvent
                && (field.equals("stage") || field.equals("credits"))
                && !now.containsKey(field);
    }

    /** An amount that stays in its currency names it once. */
    private String change(String field, @Nullable String before, @Nullable String after) {
        String from = before;
        if (field.equals("amount") && before != null && after != null) {
            int unit = before.lastIndexOf(' ');
            if (unit > 0 && after.endsWith(before.substring(unit))) {
                from = before.substring(0, unit);
            }
        }
        return wording.say("change", name(field), from, after);
    }

    private String name(String field) {
        FactField known = field.equals("date") ? OCCURRED_AT : FactField.find(field);
        return known == null ? wording.word("field", field) : wording.name(known);
    }

    private Map<String, String> fields(Event event) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (event instanceof ActivityRecorded e) {
            fields.put("kind", wording.word("kind", e.kind().code()));
        } else if (event instanceof ActivityCorrected e) {
            fields.put("kind", wording.word("kind", e.kind().code()));
        }
        Report report = CrmRecord.report(event);
        if (report != null) {
            add(fields, report);
        }
        return fields;
    }

    private void add(Map<String, String> fields, Report report) {
        for (FactField field : IN_ORDER) {
            String text = text(report, field);
            if (text != null && !text.isEmpty()) {
                fields.put(field == OCCURRED_AT ? "date" : field.code(), text);
            }
        }
    }

    private @Nullable String text(Report report, FactField field) {
        Object value = field.of(report);
        if (value == null) {
            return null;
        }
        return switch (field.type()) {
            case ID -> (field == REP ? called.person() : called.account()).apply(value.toString());
            case NAME -> value.toString();
            case WORD -> wording.value(value.toString());
            case TIME -> wording.day(report.date());
            case WORDS ->
                    joined(
                            ((List<?>) value)
                                    .stream().map(v -> wording.value(v.toString())).toList());
            case QUANTITY, NUMBER -> wording.number((BigDecimal) value);
            case MONEY -> {
                String money = wording.money((BigDecimal) value);
                yield report.currency() == null ? money : money + " " + report.currency();
            }
            case CURRENCY -> null;
            case CREDITS -> credits(report);
        };
    }

    private @Nullable String credits(Report report) {
        return report.credits() == null
                ? null
                : joined(
                        report.credits().stream()
                                .map(c ->
                                        wording.say(
                                                "credit",
                                                called.person().apply(c.rep()),
                                                wording.number(c.share().movePointRight(2))))
                                .toList());
    }

    private static String joined(List<String> names) {
        int others = names.size() - MOST_NAMES;
        return others <= 0
                ? String.join(" + ", names)
                : String.join(" + ", names.subList(0, MOST_NAMES)) + " + … (" + others + ")";
    }
}
