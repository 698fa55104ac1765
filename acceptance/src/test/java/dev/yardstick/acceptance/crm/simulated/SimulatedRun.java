package dev.yardstick.acceptance.crm.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.crm.simulated.Step.Command;
import dev.yardstick.acceptance.crm.simulated.Step.Fate;
import dev.yardstick.acceptance.crm.simulated.Step.Item;
import dev.yardstick.acceptance.crm.simulated.Step.Parcel;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Api.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the steps of a run over HTTP, under a name of its own, and checks what becomes of every
 * event.
 */
final class SimulatedRun {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Api api;
    private final String prefix;
    private final Courier courier;
    private final TreeSet<String> strangers = new TreeSet<>();
    private int made;
    private int duplicates;
    private int parked;
    private int refused;

    /**
     * A run.
     *
     * @param prefix what its tildes stand for
     */
    SimulatedRun(Api api, String prefix) {
        this.api = api;
        this.prefix = prefix;
        this.courier = new Courier(api, new Random(prefix.hashCode()));
    }

    String prefix() {
        return prefix;
    }

    int duplicates() {
        return duplicates;
    }

    int parked() {
        return parked;
    }

    int refused() {
        return refused;
    }

    void make(List<Step> steps) {
        for (Step step : steps) {
            made++;
            switch (step) {
                case Command command -> give(command);
                case Parcel parcel -> deliver(parcel);
            }
        }
    }

    private void give(Command command) {
        String path = named(command.path());
        String body = named(command.body());
        Answer answer =
                command.method().equals("PUT")
                        ? api.put(path, body)
                        : api.post(path, body, "If-Match", "\"" + command.revises() + "\"");
        assertThat(answer.status()).as("%s %s: %s", path, body, answer.text()).isEqualTo(200);
    }

    private void deliver(Parcel parcel) {
        List<String> events = parcel.items().stream().map(item -> named(item.json())).toList();
        Answer answer = courier.send(parcel.form(), events);
        String what =
                "step %d of %s, %s\n%s\nwas answered %s"
                        .formatted(
                                made,
                                prefix,
                                parcel.form(),
                                String.join("\n", events),
                                answer.text());
        List<Integer> wrong = indexes(parcel.items(), Fate.REFUSED);
        assertThat(answer.status()).as(what).isEqualTo(wrong.size() == events.size() ? 422 : 202);
        assertThat(refused(answer)).as(what).isEqualTo(wrong);
        if (answer.status() == 202) {
            counted(parcel, answer.json(), what);
        }
        refused += wrong.size();
    }

    private void counted(Parcel parcel, JsonNode answer, String what) {
        int known = answer.required("duplicates").intValue();
        List<Integer> forEver = indexes(parcel.items(), Fate.PARKED_FOR_EVER);
        int waiting = indexes(parcel.items(), Fate.PARKED).size();
        // What would wait, and is told already by something newer, is known and does not wait.
        int settled = waiting + forEver.size() - answer.required("parked").intValue();
        assertThat(settled).as(what).isBetween(0, Math.min(known, waiting));
        assertThat(answer.required("accepted").intValue() + known - settled)
                .as(what)
                .isEqualTo(indexes(parcel.items(), Fate.TAKEN).size());
        forEver.forEach(i -> strangers.add(subject(parcel.items().get(i))));
        duplicates += known;
        parked += waiting;
    }

    private static String subject(Item item) {
        return JsonMapper.shared().readTree(item.json()).required("subject").stringValue();
    }

    private static List<Integer> indexes(List<Item> items, Fate fate) {
        return IntStream.range(0, items.size())
                .filter(i -> items.get(i).fate() == fate)
                .boxed()
                .toList();
    }

    private static List<Integer> refused(Answer answer) {
        return answer.json()
                .required("refused")
                .valueStream()
                .map(refusal -> refusal.required("index").intValue())
                .distinct()
                .sorted()
                .toList();
    }

    /** Waits until only what nobody can ever take is parked; then the log's end. */
    long settle() {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(waiting()).as("parked in %s", prefix).isEqualTo(strangers));
        return api.crm("application/x-ndjson", "").must(202).position();
    }

    /** The records of this run of which something is parked. */
    private TreeSet<String> waiting() {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    api.operations("/api/v1/crm/parked?connection=api" + cursor).must(200).json();
            page.required("items").forEach(all::add);
            cursor = page.required("next").isNull() ? "" : "&cursor=" + page.get("next").asString();
        } while (!cursor.isEmpty());
        return all.stream()
                .filter(item -> item.required("source").stringValue().startsWith("/" + prefix))
                .map(item -> item.required("subject").stringValue())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String named(String text) {
        return text.replace("~", prefix);
    }
}
