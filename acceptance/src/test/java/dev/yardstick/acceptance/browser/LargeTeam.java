package dev.yardstick.acceptance.browser;

import dev.yardstick.acceptance.support.Api;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A team of 200 reps with 15 clauses each, some of them not told, and a year of their deals. */
final class LargeTeam {

    static final int REPS = 200;
    static final int CLAUSES = 15;
    static final String NAME = "Large";

    private static final int DEALS = 40;
    private static final int BATCH = 2_000;
    private static final String[] TOPICS = {"quota", "prospecting-volume", "travel", "conduct"};

    private final Random random = new Random(20_261_125);
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final LocalDate from = today.minusMonths(9);
    private final Api api;

    private LargeTeam(Api api) {
        this.api = api;
    }

    /** Records it, and waits until it can be read. */
    static void record(Api api) {
        new LargeTeam(api).record();
    }

    private void record() {
        List<String> deals = new ArrayList<>();
        for (int i = 0; i < REPS; i++) {
            String rep = "large-%03d".formatted(i);
            api.put("/api/v1/reps/" + rep, hired(i)).must(200);
            api.put("/api/v1/expectations/of-" + rep, expected(rep)).must(200);
            if (i % 20 != 0) {
                api.post(
                                "/api/v1/expectations/of-" + rep + "/communications",
                                """
                                {"version":1,"on":"%s","how":"meeting","by":"kim"}\
                                """
                                        .formatted(from.plusDays(3)))
                        .must(200);
            }
            for (int deal = 0; deal < DEALS; deal++) {
                deals.add(won(rep, deal));
            }
        }
        long sent = 0;
        for (int i = 0; i < deals.size(); i += BATCH) {
            String lines = String.join("\n", deals.subList(i, Math.min(i + BATCH, deals.size())));
            sent = api.crm("application/x-ndjson", lines).must(202).position();
        }
        api.timeline("large-000", "", sent);
    }

    private String hired(int i) {
        return """
        {"name":"Rep %03d van der Somebody","team":"%s","manager":"kim","hiredOn":"%s","timeZone":"UTC","on":"%s"}\
        """
                .formatted(i, NAME, from, from);
    }

    private String expected(String rep) {
        return """
        {"rep":"%s","statement":"To be trusted.","from":"%s","to":"%s","currency":"EUR","clauses":[%s]}\
        """
                .formatted(
                        rep,
                        from,
                        from.plusYears(1).minusDays(1),
                        IntStream.range(0, CLAUSES)
                                .mapToObj(this::clause)
                                .collect(Collectors.joining(",")));
    }

    private String clause(int i) {
        return """
        {"id":"clause-%d","topic":"%s","title":"Orders of kind %d","measure":{"kind":"count","of":"deal-won"},"target":{"atLeast":"%d"}}\
        """
                .formatted(i, TOPICS[i % TOPICS.length], i, 20 + random.nextInt(60));
    }

    private String won(String rep, int deal) {
        LocalDate on = from.plusDays(random.nextInt(270));
        return """
        {"specversion":"1.0","type":"crm.deal.won","source":"/large","subject":"%s-%d","id":"1",\
        "time":"%sT10:00:00Z","data":{"rep":"%s","occurredAt":"%s","amount":"%d","currency":"EUR"}}\
        """
                .formatted(rep, deal, on, rep, on, 500 + random.nextInt(3_000));
    }
}
