package dev.yardstick.query.pages.conversation;

import static dev.yardstick.query.pages.kit.Form.orNull;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.facts.Journal;
import dev.yardstick.query.pages.kit.AsOf;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Frame;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.pages.kit.Rows;
import dev.yardstick.query.pages.people.PeopleReading;
import dev.yardstick.query.pages.team.DueList;
import dev.yardstick.query.pages.team.TeamWording;
import dev.yardstick.query.view.Accountability;
import dev.yardstick.query.wording.Wording;
import dev.yardstick.runtime.access.DeniedException;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was talked about with whom, what still waits for a talk, and the log of one. */
@Controller
record ConversationsController(
        ConversationReading reading,
        PeopleReading people,
        Rights rights,
        CommandServiceClient commands,
        Frame frame,
        Wording words,
        TeamWording wording) {

    private static final int PAGE = 50;
    private static final String PATH = "/api/v1/reps/{rep}/conversations";

    @GetMapping("/conversations")
    String conversations(
            @RequestParam(required = false) @Nullable String manager,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String due,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        ConversationReading.Conversations read =
                reading.read(orNull(manager), orNull(on), orNull(knownAt));
        Rows<TalkView> rows = Rows.of(read.talks(), orNull(cursor), PAGE);
        rights.shown(
                Stream.concat(
                        rows.items().stream().map(TalkView::rep),
                        read.own() == null
                                ? Stream.empty()
                                : read.own().reps().stream().map(Accountability.Rep::id)));
        model.addAttribute("talks", rows);
        model.addAttribute("own", read.own());
        model.addAttribute("managers", read.managers());
        model.addAttribute("due", DueList.of(read.due(), read.on(), "all".equals(due)));
        model.addAttribute("wording", wording);
        model.addAttribute("on", orNull(on));
        model.addAttribute("knownAt", orNull(knownAt));
        model.addAttribute("asOf", AsOf.of(orNull(on), read.on(), orNull(knownAt), read.knownAt()));
        model.addAttribute("cursor", orNull(cursor));
        return "conversations";
    }

    @GetMapping(
            path = "/conversations",
            params = {"format=csv", "!table"})
    ResponseEntity<byte[]> conversationsAsCsv(
            @RequestParam(required = false) @Nullable String manager,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt) {
        List<TalkView> talks = reading.read(orNull(manager), orNull(on), orNull(knownAt)).talks();
        rights.shown(talks.stream().map(TalkView::rep));
        return new Csv<TalkView>()
                .column("date", TalkView::on)
                .column("rep", TalkView::rep)
                .column("name", TalkView::name)
                .column("kind", TalkView::kind)
                .column("course", TalkView::course)
                .column("about", talk -> listed(talk, TalkView.About::named))
                .column("warning since", talk -> listed(talk, TalkView.About::since))
                .column("follow up on", TalkView::followUpOn)
                .column("note", TalkView::note)
                .column("by", TalkView::by)
                .download("conversations", talks);
    }

    @GetMapping(
            path = "/conversations",
            params = {"format=csv", "table=own"})
    ResponseEntity<byte[]> ownSideAsCsv(
            @RequestParam(required = false) @Nullable String manager,
            @RequestParam(required = false) @Nullable String on,
            @RequestParam(required = false) @Nullable String knownAt) {
        if (Caller.current().role().equals("rep")) {
            throw new DeniedException(Reason.MANAGERS_SIDE);
        }
        OwnSide own =
                Objects.requireNonNullElseGet(
                        reading.read(orNull(manager), orNull(on), orNull(knownAt)).own(),
                        () -> OwnSide.of(List.of()));
        rights.shown(own.reps().stream().map(Accountability.Rep::id));
        return new Csv<Accountability.Rep>()
                .column("rep", Accountability.Rep::id)
                .column("name", Accountability.Rep::name)
                .column("days to first expectation", Accountability.Rep::daysToFirstExpectation)
                .column("most days to communication", own::communication)
                .column("most days to acknowledgement", own::acknowledgement)
                .column("open disputes", rep -> rep.openDisputes().size())
                .column("unspoken", rep -> rep.unspoken().size())
                .column("owed", ConversationsController::owed)
                .column("nothing expected since", Accountability.Rep::nothingExpectedSince)
                .download("own-side", own.reps());
    }

    private static String owed(Accountability.Rep rep) {
        return rep.owed().stream()
                .map(clause -> clause.id() + " " + clause.standing().code())
                .collect(Collectors.joining(", "));
    }

    private static @Nullable String listed(
            TalkView talk, Function<TalkView.About, @Nullable Object> what) {
        return talk.about().isEmpty()
                ? null
                : talk.about().stream()
                        .map(what)
                        .map(value -> Objects.toString(value, ""))
                        .collect(Collectors.joining("; "));
    }

    @GetMapping("/conversations/new")
    String ask(
            @RequestParam(required = false) @Nullable String rep,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable List<String> warning,
            Model model) {
        if (!frame.mayChange("conversations")) {
            throw new DeniedException(Reason.ONLY_MANAGERS_LOG);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("kind", "coaching");
        values.put("key", UUID.randomUUID());
        if (orNull(rep) != null) {
            ConversationReading.With with = reading.with(Objects.requireNonNull(rep));
            values.put("rep", rep);
            values.put("on", with.today());
            values.put("followUpOn", Journal.Talk.followUp(with.today()));
            return form(
                    Form.filled(values).chosen("warning", warning == null ? List.of() : warning),
                    with,
                    model);
        }
        return choose(Form.filled(values), q, model);
    }

    @PostMapping("/conversations/new")
    String log(@RequestParam MultiValueMap<String, String> typed, Model model) {
        Form form = Form.of(typed);
        if (form.value("rep").isEmpty()) {
            form.wrong("rep", words.message("conversations.rep.missing"));
            return choose(form, null, model);
        }
        ConversationReading.With with = reading.with(form.value("rep"));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("kind", form.value("kind"));
        body.put("on", form.value("on"));
        put(body, "course", form);
        put(body, "note", form);
        List<Map<String, Object>> about =
                with.topics().stream()
                        .filter(topic -> form.values("warning").contains(topic.key()))
                        .map(ConversationReading.Topic::about)
                        .toList();
        if (!about.isEmpty()) {
            body.put("about", about);
            put(body, "followUpOn", form);
        }
        return switch (commands.postOnce(form.value("key"), PATH, body, with.id())) {
            case CommandServiceClient.Accepted accepted ->
                    Redirects.shown("/conversations", accepted, "conversation-logged");
            case CommandServiceClient.Refused refused -> form(form.refused(refused), with, model);
        };
    }

    private static void put(Map<String, Object> body, String field, Form form) {
        String value = form.valueOrNull(field);
        if (value != null) {
            body.put(field, value);
        }
    }

    /** Asks with whom. */
    private String choose(Form form, @Nullable String q, Model model) {
        PeopleReading.Choice choice = people.choice(orNull(q), true);
        Map<String, String> reps = new LinkedHashMap<>();
        reps.put("", words.message("conversations.rep.choose"));
        choice.reps().forEach(rep -> reps.put(rep.id(), rep.name()));
        model.addAttribute("form", form);
        model.addAttribute("choice", choice);
        model.addAttribute("reps", reps);
        return "conversation-with";
    }

    private String form(Form form, ConversationReading.With with, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("with", with);
        model.addAttribute("wording", wording);
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("coaching", words.message("conversations.kind.coaching"));
        kinds.put("training", words.message("conversations.kind.training"));
        model.addAttribute("kinds", kinds);
        return "conversation";
    }

    @PostMapping("/conversations/retraction")
    String takeBack(
            @RequestParam String rep,
            @RequestParam String id,
            Model model,
            HttpServletResponse response) {
        return switch (commands.post(PATH + "/{id}/retraction", Map.of(), rep, id)) {
            case CommandServiceClient.Accepted accepted ->
                    Redirects.shown("/conversations", accepted, "conversation-taken-back");
            case CommandServiceClient.Refused refused -> {
                response.setStatus(refused.formStatus());
                model.addAttribute("refusal", refused.reason());
                yield conversations(null, null, null, null, null, model);
            }
        };
    }
}
