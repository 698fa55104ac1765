package dev.yardstick.query.pages.expectation;

import dev.yardstick.query.access.Caller;
import dev.yardstick.query.application.Overviews;
import dev.yardstick.query.pages.expectation.ExpectationReading.Item;
import dev.yardstick.query.pages.expectation.ExpectationReading.View;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.CommandServiceClient.Sent;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.wording.Wording;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Expectations: the list, one with all that was said about it, and what people answer. */
@Controller
record ExpectationController(
        ExpectationReading expectations, CommandServiceClient commands, Wording words) {

    private static final String ONE = "/expectations/{id}";
    private static final String API = "/api/v1/expectations/{id}";

    @GetMapping("/expectations")
    String list(
            @Nullable String rep, @Nullable String cursor, @Nullable String state, Model model) {
        Overviews.Page<Item> list =
                rep == null ? expectations.list(cursor, state) : expectations.list(rep);
        boolean hers = Caller.current().role().equals("rep") && cursor == null && state == null;
        if ((rep != null || hers) && list.items().size() == 1) {
            Timeline.Expectation one = list.items().getFirst().expectation();
            if (one != null) {
                return Redirects.to(ONE, one.id());
            }
        }
        model.addAttribute("list", list);
        model.addAttribute("of", rep == null ? null : expectations.rep(rep));
        model.addAttribute("states", ExpectationReading.STATES);
        return "expectations";
    }

    @GetMapping(path = "/expectations", params = "format=csv")
    ResponseEntity<byte[]> asCsv(@Nullable String state) {
        return new Csv<Item>()
                .part(Item::expectation, of -> of.column("expectation", Timeline.Expectation::id))
                .column("rep", item -> item.rep().id())
                .column("name", item -> item.rep().name())
                .part(
                        Item::expectation,
                        of ->
                                of.column("from", Timeline.Expectation::from)
                                        .column("to", Timeline.Expectation::to))
                .part(
                        Item::version,
                        of ->
                                of.column("version", Timeline.Version::version)
                                        .column("effective from", Timeline.Version::effectiveFrom)
                                        .column("told on", Timeline.Version::communicatedOn)
                                        .column("agreed on", Timeline.Version::acknowledgedOn)
                                        .column("disputed on", Timeline.Version::disputedOn))
                .column("state", Item::state)
                .download(
                        "expectations",
                        Csv.ALL,
                        cursor -> expectations.list(cursor, state),
                        Overviews.Page::items,
                        Overviews.Page::next);
    }

    @GetMapping(ONE)
    String one(@PathVariable String id, Form form, Model model) {
        View view = expectations.find(id);
        List.of("tell.on", "close.on", "answer.on").forEach(day -> form.put(day, view.today()));
        form.put("key", UUID.randomUUID());
        return shown(view, model);
    }

    private static String shown(View view, Model model) {
        model.addAttribute("view", view);
        return "expectation";
    }

    private static String after(
            Sent sent, String done, String prefix, View view, Form form, Model model) {
        Accepted accepted = form.taken(sent, path -> prefix + path);
        return accepted == null
                ? shown(view, model)
                : Redirects.shown(ONE, accepted, done, view.expectation().id());
    }

    /** Says that the latest version was told to the rep. */
    @PostMapping(ONE + "/tell")
    String tell(@PathVariable String id, Form form, Model model) {
        View view = expectations.find(id);
        Map<String, Object> body = form.bodyOf("tell.", "on", "how", "by");
        body.put("version", view.latest().version().version());
        Sent sent = commands.post(API + "/communications", body, id);
        return after(sent, "told", "tell.", view, form, model);
    }

    /** Answers what a rep sees differently: a word, or it stays as it is. */
    @PostMapping(ONE + "/reply")
    String reply(@PathVariable String id, Form form, Model model) {
        View view = expectations.find(id);
        Map<String, Object> body = form.bodyOf("reply.", "text", "reply");
        body.put("on", view.today().toString());
        Sent sent =
                commands.postOnce(
                        form.value("key"),
                        API + "/disputes/{version}/answers",
                        body,
                        id,
                        form.value("version"));
        return after(sent, "replied", "reply.", view, form, model);
    }

    /** Takes back that the latest version was told. */
    @PostMapping(ONE + "/withdraw")
    String withdraw(@PathVariable String id, Form form, Model model) {
        View view = expectations.find(id);
        Sent sent =
                commands.post(
                        API + "/communications/{version}/withdrawal",
                        form.bodyOf("withdraw.", "reason"),
                        id,
                        view.latest().version().version());
        return after(sent, "withdrawn", "withdraw.", view, form, model);
    }

    /** Ends an expectation early. */
    @PostMapping(ONE + "/close")
    String close(@PathVariable String id, Form form, Model model) {
        View view = expectations.find(id);
        Sent sent = commands.post(API + "/closure", form.bodyOf("close.", "on", "reason"), id);
        return after(sent, "closed", "close.", view, form, model);
    }

    /**
     * The rep's answer, clause by clause: {@code answer.CLAUSE} is {@code agree}, {@code differ}
     * with a {@code comment.CLAUSE}, or empty for later.
     */
    @PostMapping(ONE + "/answer")
    String answer(@PathVariable String id, Form form, Model model) {
        View view = expectations.find(id);
        List<String> clauses = view.latest().clauses().stream().map(s -> s.clause().id()).toList();
        String all = form.value("all").equals("agree") ? "agree" : null;
        Map<String, List<String>> answers =
                clauses.stream()
                        .collect(
                                Collectors.groupingBy(
                                        c -> all == null ? form.value("answer." + c) : all));
        List<String> agreed = answers.getOrDefault("agree", List.of());
        List<String> differing = answers.getOrDefault("differ", List.of());
        differing.stream()
                .filter(clause -> form.value("comment." + clause).isEmpty())
                .forEach(clause ->
                        form.wrong("comment." + clause, words.message("expectation.answer.why")));
        if (agreed.isEmpty() && differing.isEmpty()) {
            form.wrong("answer." + clauses.getFirst(), words.message("expectation.answer.nothing"));
        }
        if (form.isWrong()) {
            return shown(view, model);
        }
        Map<String, Object> body = form.bodyOf("answer.", "on");
        body.put("version", view.latest().version().version());
        Accepted done = null;
        // What is agreed may be refused for nothing but what a dispute is refused for too, and so
        // comes last: it never stands alone beside a dispute that was refused.
        for (String clause : differing) {
            body.put("comment", form.value("comment." + clause));
            body.put("clauses", List.of(clause));
            done =
                    form.taken(
                            commands.post(API + "/disputes", body, id),
                            path ->
                                    path.equals("comment")
                                            ? "comment." + clause
                                            : "answer." + path);
            if (done == null) {
                return shown(view, model);
            }
        }
        if (!agreed.isEmpty()) {
            body.remove("comment");
            body.put("clauses", agreed);
            if (agreed.size() == clauses.size()) {
                body.remove("clauses");
            }
            done =
                    form.taken(
                            commands.post(API + "/acknowledgements", body, id),
                            path -> "answer." + path);
        }
        return done == null ? shown(view, model) : Redirects.shown(ONE, done, "answered", id);
    }
}
