package dev.yardstick.command.intake.message;

import dev.yardstick.command.input.Fields;
import dev.yardstick.command.input.MediaTypes;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.Personal;
import dev.yardstick.events.Report;
import dev.yardstick.events.Report.Credit;
import dev.yardstick.events.language.CrmEventType;
import dev.yardstick.events.language.FactField;
import dev.yardstick.events.refusal.Characters;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a canonical CRM event, a CloudEvent 1.0 in structured mode, and says field by field what is
 * wrong with it. Extension attributes are allowed, as CloudEvents says, and mean nothing here.
 */
public final class CrmEventReader {

    /** What an event may keep beyond the fields that are known here, as JSON. */
    static final int MAX_KEPT_BYTES = 64 * 1024;

    private static final List<FactField> IN_ORDER =
            Stream.of(FactField.values())
                    .sorted(Comparator.comparing(field -> !field.isAlwaysNeeded()))
                    .toList();

    private CrmEventReader() {}

    /**
     * Reads one event.
     *
     * @throws InvalidException with every fault
     */
    public static CrmEvent read(JsonNode cloudEvent) {
        Fields fields = Fields.of(cloudEvent);
        String version = fields.requiredText("specversion");
        if (!version.isEmpty() && !version.equals("1.0")) {
            fields.fault("specversion", Reason.SPECVERSION);
        }
        if (fields.has("data_base64")) {
            fields.fault("data_base64", Reason.NO_BINARY_DATA);
        }
        String content = fields.text("datacontenttype");
        Refusal wrongContent = content == null ? null : MediaTypes.wrongJson(content);
        if (wrongContent != null) {
            fields.fault("datacontenttype", wrongContent);
        }
        cloudEvent
                .properties()
                .forEach(field -> {
                    if (!field.getKey().equals("data") && field.getValue().isContainer()) {
                        fields.fault(field.getKey(), Reason.PLAIN_ATTRIBUTE);
                    }
                });
        CrmEventType type =
                fields.required(
                        "type",
                        fields.parsed("type", CrmEventType::of),
                        CrmEventType.ACTIVITY_RETRACTED,
                        Reason.CRM_TYPE);
        CrmVersion crm =
                new CrmVersion(
                        fields.requiredText("source"),
                        fields.requiredText("subject"),
                        fields.requiredText("id"),
                        fields.required(
                                "time",
                                fields.parsed("time", CrmEventReader::instant, Reason.CRM_TIME),
                                Instant.EPOCH,
                                Reason.CRM_TIME));
        requireOwn(fields, crm.source());
        Report report = type.isRetraction() ? null : report(fields, type);
        fields.done();
        return new CrmEvent(type, crm, type.activity(), report, cloudEvent);
    }

    /**
     * Which record an event is about that is not as it should be: as a retraction of it, without
     * what it reports; null where it does not say that much.
     */
    public static @Nullable CrmEvent named(JsonNode cloudEvent) {
        try {
            Fields fields = Fields.of(cloudEvent);
            String type = fields.requiredText("type");
            String time = fields.requiredText("time");
            CrmVersion crm =
                    new CrmVersion(
                            fields.requiredText("source"),
                            fields.requiredText("subject"),
                            fields.requiredText("id"),
                            time.isEmpty() ? Instant.EPOCH : instant(time));
            CrmEventType known = CrmEventType.find(type);
            return known == null || fields.faults() > 0
                    ? null
                    : new CrmEvent(known, crm, null, null, cloudEvent);
        } catch (IllegalArgumentException | DateTimeException | InvalidException e) {
            return null;
        }
    }

    /**
     * Reads the data of an event that is not there itself.
     *
     * @throws InvalidException with every fault
     */
    static Report report(ObjectNode data, CrmEventType type) {
        Fields fields = Fields.of(StrictJson.MAPPER.createObjectNode().set("data", data));
        Report report = report(fields, type);
        fields.done();
        return Objects.requireNonNull(report);
    }

    /** The product's own sources are nobody else's. */
    public static void requireOwn(Fields fields, String source) {
        if (CrmVersion.isReserved(source)) {
            fields.fault("source", Reason.OWN_SOURCE);
        }
    }

    private static Instant instant(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text);
        if (time.getYear() < 1900 || time.getYear() > 2999) {
            throw new IllegalArgumentException(text);
        }
        return time.toInstant();
    }

    private static @Nullable Report report(Fields event, CrmEventType type) {
        Fields data = event.object("data");
        if (data == null) {
            event.fault("data", Reason.OBJECT);
            return null;
        }
        int before = data.faults();
        Map<FactField, Object> told = new EnumMap<>(FactField.class);
        for (FactField field : IN_ORDER) {
            Object value = value(data, field);
            if (value != null) {
                told.put(field, value);
            } else if (field.isAlwaysNeeded() && !data.has(field.code())) {
                data.fault(field.code(), field.type().right());
            }
        }
        if (data.faults() == before) {
            type.missing(told::containsKey)
                    .forEach(anyOf ->
                            data.fault(
                                    anyOf.getFirst().code(),
                                    anyOf.size() > 1
                                            ? Reason.DAYS_OR_HOURS
                                            : anyOf.getFirst().type().right()));
        }
        Map<String, JsonNode> rest = data.rest();
        String more = rest.isEmpty() ? null : kept(data, rest);
        if (data.faults() > before) {
            return null;
        }
        String rep = (String) Objects.requireNonNull(told.get(FactField.REP));
        String occurredAt = (String) Objects.requireNonNull(told.get(FactField.OCCURRED_AT));
        // Nobody knows what is in the other fields, so they are treated as telling about the rep.
        return FactField.report(
                CrmEvent.businessDate(occurredAt, ZoneOffset.UTC),
                told,
                more == null ? null : new Personal.Open(rep, more));
    }

    private static @Nullable Object value(Fields data, FactField field) {
        String name = field.code();
        return switch (field.type()) {
            case ID, WORD, NAME -> data.text(name);
            case WORDS -> data.texts(name);
            case TIME -> occurredAt(data);
            case QUANTITY -> data.nonNegative(name, FactField.MOST_DECIMALS);
            case NUMBER, MONEY -> data.decimal(name, FactField.MOST_DECIMALS);
            case CURRENCY -> data.currency(name);
            case CREDITS -> credits(data);
        };
    }

    /**
     * Reads one field by itself.
     *
     * @param value as JSON has it
     * @throws InvalidException with every fault
     */
    public static Object read(FactField field, Object value) {
        Fields data = Fields.of(StrictJson.MAPPER.valueToTree(Map.of(field.code(), value)));
        Object read = value(data, field);
        data.done();
        return Objects.requireNonNull(read);
    }

    private static String kept(Fields data, Map<String, JsonNode> rest) {
        String kept = StrictJson.MAPPER.writeValueAsString(rest);
        if (bytes(kept) > MAX_KEPT_BYTES) {
            String largest =
                    Collections.max(
                                    rest.entrySet(),
                                    Comparator.comparing(e -> bytes(e.getValue().toString())))
                            .getKey();
            data.fault(Characters.shown(largest), Reason.KEPT.of(MAX_KEPT_BYTES));
        }
        return kept;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static @Nullable String occurredAt(Fields data) {
        String text = data.text("occurredAt");
        if (text == null) {
            return null;
        }
        try {
            LocalDate date = CrmEvent.businessDate(text, ZoneOffset.UTC);
            if (date.getYear() < 1900 || date.getYear() > 2999) {
                data.fault("occurredAt", Reason.BETWEEN.of("1900", "2999"));
                return null;
            }
            return text;
        } catch (DateTimeException e) {
            data.fault("occurredAt", Reason.INSTANT);
            return null;
        }
    }

    private static @Nullable List<Credit> credits(Fields data) {
        List<Fields> items = data.objects("credits");
        if (items == null) {
            return null;
        }
        int before = data.faults();
        List<Credit> credits =
                items.stream()
                        .map(item -> {
                            Credit credit =
                                    new Credit(
                                            item.requiredText("rep"),
                                            item.required(
                                                    "share",
                                                    item.decimal(
                                                            "share", FactField.MOST_SHARE_DECIMALS),
                                                    BigDecimal.ONE,
                                                    Reason.SHARE));
                            item.refuseUnknown();
                            return credit;
                        })
                        .toList();
        if (data.faults() > before) {
            return null;
        }
        Set<String> reps = new HashSet<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < credits.size(); i++) {
            Credit credit = credits.get(i);
            sum = sum.add(credit.share());
            if (credit.share().signum() <= 0) {
                data.fault("credits[" + i + "].share", Reason.ABOVE_ZERO);
            }
            if (!reps.add(credit.rep())) {
                data.fault("credits[" + i + "].rep", Reason.OTHER_REP);
            }
        }
        if (sum.compareTo(BigDecimal.ONE) != 0) {
            data.fault("credits", Reason.SHARES_ADD_UP.of(sum.toPlainString()));
        }
        return credits;
    }
}
