package dev.yardstick.query.wording.event;

import dev.yardstick.events.ActivityEvent.ActivityCorrected;
import dev.yardstick.events.ActivityEvent.ActivityRecorded;
import dev.yardstick.events.CrmRecord;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.DealEvent;
import dev.yardstick.events.Event;
import dev.yardstick.events.Report;
import dev.yardstick.query.facts.Recorded;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a version of a CRM record says, and what it changed of the version before. */
record RecordText(EventWording wording) {

    /** More names are counted and not told. */
    private static final int MOST_NAMES = 100;

    /** The newest version by the CRM's clock among those recorded before a position. */
    static @Nullable Event newestBefore(List<Recorded<Event>> versions, long position) {
        return versions.stream()
                .filter(version -> version.position() < position)
                .map(Recorded::event)
                .max(Comparator.comparing(RecordText::crm))
                .orElse(null);
    }

    /** Whether a version of a record is older than one that was known already. */
    static boolean isLate(Event event, @Nullable Event before) {
        return before != null && crm(event).compareTo(crm(before)) < 0;
    }

    /** Whether the record was gone until the version at a position showed it again. */
    static boolean isRestored(List<Recorded<Event>> versions, long position) {
        List<Event> before =
                versions.stream()
                        .filter(version -> version.position() < position)
                        .map(Recorded::event)
                        .toList();
        List<Event> with =
                versions.stream()
                        .filter(version -> version.position() <= position)
                        .map(Recorded::event)
                        .toList();
        return before.stream().anyMatch(event -> !CrmRecord.isRetraction(event))
                && CrmRecord.valid(before).isEmpty()
                && CrmRecord.valid(with).size() > 1;
    }

    static CrmVersion crm(Event event) {
        return CrmRecord.version(event);
    }

    /** What an event states. */
    String details(Event event) {
        List<String> parts = new ArrayList<>();
        fields(event)
                .forEach((field, value) -> {
                    if (!field.equals("date") && !field.equals("kind")) {
                        parts.add(wording.word("field", field) + " " + value);
                    }
                });
        return wording.list(parts, "nothing");
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
        return wording.say("change", wording.word("field", field), from, after);
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
        put(fields, "rep", report.rep());
        put(fields, "account", report.account());
        put(fields, "date", report.date().toString());
        put(fields, "amount", amount(report));
        put(fields, "stage", report.stage());
        put(fields, "method", report.method());
        put(fields, "channel", report.channel());
        put(fields, "outcome", report.outcome());
        put(fields, "with", report.with() == null ? null : joined(report.with()));
        put(fields, "hours", number(report.hours()));
        put(fields, "days", number(report.days()));
        put(fields, "course", report.course());
        put(fields, "aspect", report.aspect());
        put(fields, "rating", number(report.rating()));
        put(fields, "credits", credits(report));
    }

    private @Nullable String credits(Report report) {
        return report.credits() == null
                ? null
                : joined(
                        report.credits().stream()
                                .map(c ->
                                        wording.say(
                                                "credit",
                                                c.rep(),
                                                wording.number(c.share().movePointRight(2))))
                                .toList());
    }

    private static String joined(List<String> names) {
        int others = names.size() - MOST_NAMES;
        return others <= 0
                ? String.join(" + ", names)
                : String.join(" + ", names.subList(0, MOST_NAMES)) + " + … (" + others + ")";
    }

    private @Nullable String amount(Report report) {
        BigDecimal amount = report.amount();
        if (amount == null) {
            return null;
        }
        return report.currency() == null
                ? wording.money(amount)
                : wording.money(amount) + " " + report.currency();
    }

    private @Nullable String number(@Nullable BigDecimal value) {
        return value == null ? null : wording.number(value);
    }

    private static void put(Map<String, String> fields, String field, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            fields.put(field, value);
        }
    }
}
