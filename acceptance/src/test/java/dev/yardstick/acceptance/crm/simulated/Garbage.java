package dev.yardstick.acceptance.crm.simulated;

import dev.yardstick.acceptance.crm.simulated.Step.Fate;
import dev.yardstick.acceptance.crm.simulated.Step.Item;
import dev.yardstick.acceptance.crm.simulated.Step.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What no CRM should send: each a good event but for one thing. */
final class Garbage {

    private static final List<String> NO_OBJECTS =
            List.of("42", "\"an event\"", "null", "[]", "{}", "true", "[[{}]]");
    private static final List<String> NO_TYPES =
            List.of("crm.deal.stolen", "crm.call", "CRM.CALL.LOGGED", "crm.deal.won.", "won");
    private static final List<Object> NO_NUMBERS =
            List.of("many", "12,50", true, "1.23456", "", List.of(1), "NaN", "1e400");
    private static final List<Object> NO_TIMES =
            List.of(
                    "yesterday",
                    "2025-02-30T10:00:00Z",
                    "2025-03-01",
                    "2025-03-01T10:00:00",
                    1,
                    "");
    private static final List<Object> NO_DAYS =
            List.of("2025-02-30", "01.03.2025", "2025-03-01T10:00:00", 20250301, "", "0025-01-01");

    private static final List<String> REQUIRED =
            List.of("specversion", "type", "source", "subject", "id", "time");

    private final Random random;

    Garbage(Random random) {
        this.random = random;
    }

    /** Something made of a good event that has to be refused. */
    Item of(Told good) {
        return switch (random.nextInt(12)) {
            case 0 -> {
                String json = good.json();
                yield unreadable(json.substring(0, 1 + random.nextInt(json.length() - 1)));
            }
            case 1 -> unreadable(good.json().replaceFirst("\\{", "{\"id\":\"twice\","));
            case 2 -> {
                String json = pick(NO_OBJECTS);
                Shape shape = json.equals("{}") ? Shape.OBJECT : Shape.JSON;
                yield new Item(json, Fate.REFUSED, shape);
            }
            case 3, 4, 5, 6, 7 -> refused(Told.json(withWrongAttributes(good.cloudEvent())));
            default -> refused(Told.json(withWrongData(good, good.cloudEvent())));
        };
    }

    private Map<String, Object> withWrongAttributes(Map<String, Object> event) {
        switch (random.nextInt(5)) {
            case 0 -> event.put("type", pick(NO_TYPES));
            case 1 -> event.put("time", pick(NO_TIMES));
            case 2 -> event.remove(pick(REQUIRED));
            case 3 -> event.put(pick(List.of("subject", "id", "source")), "x".repeat(301));
            default -> event.put("specversion", "0.3");
        }
        return event;
    }

    private Map<String, Object> withWrongData(Told good, Map<String, Object> event) {
        Map<String, Object> data = new LinkedHashMap<>(good.data());
        if (good.isRetraction()) {
            event.put("data_base64", "e30=");
            return event;
        }
        switch (random.nextInt(6)) {
            case 0 -> data.remove(pick(List.of("rep", "occurredAt")));
            case 1 -> data.put("amount", pick(NO_NUMBERS));
            case 2 -> data.put("occurredAt", pick(NO_DAYS));
            case 3 -> data.put("rep", pick(List.of("", 7, List.of("~robin"), "~robin\n")));
            case 4 ->
                    data.put(
                            "credits",
                            List.of(
                                    Map.of("rep", "~robin", "share", "0.5"),
                                    Map.of(
                                            "rep",
                                            pick(List.of("~sam", "~robin")),
                                            "share",
                                            "0.6")));
            default -> {
                data.put("amount", "10.00");
                data.put("currency", pick(List.of("EURO", "", 978)));
            }
        }
        event.put("data", data);
        return event;
    }

    /** A good event about somebody whom nobody knows, ever. */
    Item ofAStranger(Told good) {
        Map<String, Object> event = good.cloudEvent();
        event.put("type", "crm.call.logged");
        event.put("subject", "stranger-" + good.subject());
        event.put("data", Map.of("rep", "~nobody", "occurredAt", "2025-02-03"));
        return new Item(Told.json(event), Fate.PARKED_FOR_EVER, Shape.OBJECT);
    }

    /** An id that its record has used before, for something else. */
    Item reused(Told before) {
        Map<String, Object> event = before.cloudEvent();
        if (before.isRetraction() || random.nextInt(3) == 0) {
            event.put("time", before.time().plusSeconds(1 + random.nextInt(100)).toString());
        } else {
            Map<String, Object> data = new LinkedHashMap<>(before.data());
            data.put(random.nextBoolean() ? "outcome" : "remark", "something else");
            event.put("data", data);
        }
        return refused(Told.json(event));
    }

    private static Item refused(String json) {
        return new Item(json, Fate.REFUSED, Shape.OBJECT);
    }

    private static Item unreadable(String json) {
        return new Item(json, Fate.REFUSED, Shape.TEXT);
    }

    private <T> T pick(List<? extends T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
