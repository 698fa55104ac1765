package dev.yardstick.benchmark.limit;

import dev.yardstick.events.Decimals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A deal, with all that the CRM tells of it.
 *
 * @param deal the CRM's id of it
 * @param occurredOn as an ISO date
 */
public record DealWon(
        String deal,
        String rep,
        String occurredOn,
        BigDecimal amount,
        String currency,
        String method) {

    /** The deals of a request body, line by line. */
    static List<DealWon> read(byte[] lines) {
        List<DealWon> deals = new ArrayList<>();
        try (var events =
                JsonMapper.shared().readerFor(JsonNode.class).<JsonNode>readValues(lines)) {
            while (events.hasNext()) {
                JsonNode event = events.next();
                JsonNode data = event.required("data");
                deals.add(
                        new DealWon(
                                event.required("subject").asString(),
                                data.required("rep").asString(),
                                data.required("occurredAt").asString(),
                                Decimals.of(data.required("amount")),
                                data.required("currency").asString(),
                                data.required("method").asString()));
            }
        }
        return deals;
    }

    /** The same of many bodies. */
    public static List<DealWon> read(List<byte[]> bodies) {
        return bodies.stream().flatMap(body -> read(body).stream()).toList();
    }

    /** The month in which it was won, as in {@code 2026-03}. */
    String month() {
        return occurredOn.substring(0, "2026-03".length());
    }
}
