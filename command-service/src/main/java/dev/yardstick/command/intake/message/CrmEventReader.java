package dev.yardstick.command.intake.message;

import dev.yardstick.events.refusal.Refusal;

import dev.yardstick.events.refusal.Reason;

import dev.yardstick.command.input.Fields;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.command.input.StrictJson;
import dev.yardstick.command.input.MediaTypes;
import dev.yardstick.events.refusal.Characters;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.Personal;
import dev.yardstick.events.Report;
import dev.yardstick.events.Report.Credit;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads a canonical CRM event, a CloudEvent 1.0 in structured mode, and says field by field what is
 * wrong with it. Extension attributes are allowed, as CloudEvents says, and mean nothing here.
 */
public final class CrmEventReader {

    /** What an event may keep beyond the fields that are known here, as JSON. */
    static final int MAX_KEPT_BYTES = 64 * 1024;

    private static final int AMOUNT_DECIMALS = 4;
    private static final int SHARE_DECIMALS = 8;

    private final JsonMapper json;

    public CrmEventReader(JsonMapper json) {
        this.json = json;
    }

    /**
     * Reads one event.
     *
     * @throws InvalidException with every fault
     */
    public CrmEvent read(JsonNode cloudEvent) {
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
        return new CrmEvent(type, crm, type.activity(), report, StrictJson.write(cloudEvent));
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
                    : new CrmEvent(known, crm, null, null, new byte[0]);
        } catch (IllegalArgumentException | DateTimeException | InvalidException e) {
            return null;
        }
    }

    /**
     * Reads the data of an event that is not there itself.
     *
     * @throws InvalidException with every fault
     */
    Report report(ObjectNode data, CrmEventType type) {
        Fields fields = Fields.of(json.createObjectNode().set("data", data));
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

    private @Nullable Report report(Fields event, CrmEventType type) {
        Fields data = event.object("data");
        if (data == null) {
            event.fault("data", Reason.OBJECT);
            return null;
        }
        int before = data.faults();
        String rep = data.requiredText("rep");
        String occurredAt =
                data.required("occurredAt", occurredAt(data), "1970-01-01", Reason.INSTANT);
        Report report =
                new Report(
                        rep,
                        data.text("account"),
                        CrmEvent.businessDate(occurredAt, ZoneOffset.UTC),
                        occurredAt,
                        data.text("method"),
                        data.text("channel"),
                        data.text("outcome"),
                        data.texts("with"),
                        data.nonNegative("hours", AMOUNT_DECIMALS),
                        data.nonNegative("days", AMOUNT_DECIMALS),
                        data.text("course"),
                        data.text("aspect"),
                        data.decimal("rating", AMOUNT_DECIMALS),
                        data.decimal("amount", AMOUNT_DECIMALS),
                        data.currency("currency"),
                        data.text("stage"),
                        credits(data),
                        null);
        if (data.faults() == before) {
            checkRequired(data, type, report);
        }
        Map<String, JsonNode> rest = data.rest();
        return rest.isEmpty() ? report : withMore(report, kept(data, rest));
    }

    private String kept(Fields data, Map<String, JsonNode> rest) {
        String kept = json.writeValueAsString(rest);
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
                                                    item.decimal("share", SHARE_DECIMALS),
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

    private static void checkRequired(Fields data, CrmEventType type, Report report) {
        if (report.amount() != null && report.currency() == null) {
            data.fault("currency", Reason.WITH_AMOUNT);
        }
        switch (type) {
            case DEAL_WON, DEAL_AMENDED -> {
                if (report.amount() == null) {
                    data.fault("amount", Reason.AMOUNT);
                }
            }
            case TRAVEL -> {
                if (report.days() == null && report.hours() == null) {
                    data.fault("days", Reason.DAYS_OR_HOURS);
                }
            }
            case TRAINING -> {
                if (report.course() == null) {
                    data.fault("course", Reason.TEXT);
                }
            }
            case ASSESSMENT -> {
                if (report.aspect() == null) {
                    data.fault("aspect", Reason.TEXT);
                }
                if (report.rating() == null) {
                    data.fault("rating", Reason.NUMBER);
                }
            }
            default -> {
                // rep and occurredAt are enough
            }
        }
    }

    /** Nobody knows what is in the other fields, so they are treated as telling about the rep. */
    private static Report withMore(Report r, String more) {
        return new Report(
                r.rep(),
                r.account(),
                r.date(),
                r.occurredAt(),
                r.method(),
                r.channel(),
                r.outcome(),
                r.with(),
                r.hours(),
                r.days(),
                r.course(),
                r.aspect(),
                r.rating(),
                r.amount(),
                r.currency(),
                r.stage(),
                r.credits(),
                new Personal.Open(r.rep(), more));
    }
}
