package dev.yardstick.query.pages.operations;

import dev.yardstick.query.rebuild.Rebuild;
import dev.yardstick.query.view.Feed;
import dev.yardstick.query.wording.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What needs a hand now, in sentences, what is worst first. */
@Component
record OperatorTasks(Wording words) {

    private static final int MAX_REASONS = 5;

    /**
     * A sentence.
     *
     * @param text in the language of the page
     * @param said what a service says of it, in English
     * @param to where something can be done about it
     */
    public record Need(String text, @Nullable String said, String to) {}

    /** Why deliveries of a connection wait. */
    private record Cause(String connection, String reason) {}

    List<Need> of(OperationsView.Moment now) {
        List<Need> needs = new ArrayList<>();
        if (now.ledger() == null) {
            add(needs, "operations.need.away", null, "#ledger");
        } else if (now.ledger().problem() != null) {
            add(needs, "operations.need.ledger", now.ledger().problem(), "#ledger");
        }
        rebuild(now, needs);
        if (!now.stuck().isEmpty()) {
            add(
                    needs,
                    "operations.need.stuck",
                    now.stuck().getFirst().reason(),
                    "#stuck",
                    now.stuck().size());
        }
        Long lag = now.lag();
        if (now.late() && lag != null) {
            add(needs, "operations.need.lag", null, "#projection", lag);
        }
        parked(now, needs);
        for (Feed feed : now.feeds()) {
            if (feed.silent() && feed.lastEventOn() != null) {
                add(
                        needs,
                        "operations.need.silent",
                        null,
                        "#feeds",
                        feed.source(),
                        words.fullDay(feed.lastEventOn()),
                        feed.longestGap());
            }
        }
        connections(now, needs);
        return needs;
    }

    private void rebuild(OperationsView.Moment now, List<Need> needs) {
        if (now.rebuilds().isEmpty()) {
            return;
        }
        Rebuild latest = now.rebuilds().getFirst();
        String to = "/operations/rebuilds/" + latest.id();
        if (latest.state().equals("failed")) {
            add(needs, "operations.need.rebuild.failed", latest.detail(), to, latest.id());
        } else if (Boolean.FALSE.equals(latest.equal())) {
            long different = latest.tables().stream().filter(table -> !table.same()).count();
            add(needs, "operations.need.rebuild", null, to, latest.id(), different);
        }
    }

    private void parked(OperationsView.Moment now, List<Need> needs) {
        if (now.parked() == null) {
            return;
        }
        Map<Cause, List<CrmStatus.Parked>> causes =
                now.parked().items().stream()
                        .collect(
                                Collectors.groupingBy(
                                        one -> new Cause(one.connection(), one.reason()),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        causes.entrySet().stream()
                .sorted((a, b) -> b.getValue().size() - a.getValue().size())
                .limit(MAX_REASONS)
                .forEach(cause ->
                        add(
                                needs,
                                "operations.need.parked",
                                cause.getKey().reason(),
                                to(cause.getValue()),
                                cause.getValue().size(),
                                cause.getKey().connection()));
    }

    private static String to(List<CrmStatus.Parked> parked) {
        return parked.size() == 1
                ? "/operations/parked/" + parked.getFirst().id()
                : "/operations/parked?connection=" + parked.getFirst().connection();
    }

    private void connections(OperationsView.Moment now, List<Need> needs) {
        if (now.connections() == null) {
            return;
        }
        for (CrmStatus.Connection connection : now.connections()) {
            if (!connection.missing().isEmpty()) {
                add(
                        needs,
                        "operations.need.secrets",
                        null,
                        "/connections/" + connection.connection() + "#secrets",
                        connection.connection(),
                        String.join(", ", connection.missing()));
            }
        }
    }

    private void add(
            List<Need> needs, String key, @Nullable String said, String to, Object... values) {
        needs.add(new Need(words.message(key, values), said, to));
    }
}
