package dev.yardstick.query.pages.conversation;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.facts.Journal;
import dev.yardstick.query.pages.conversation.ConversationReading.TalkView;
import dev.yardstick.query.pages.kit.CommandServiceClient;
import dev.yardstick.query.pages.kit.CommandServiceClient.Accepted;
import dev.yardstick.query.pages.kit.Csv;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Frame;
import dev.yardstick.query.pages.kit.Redirects;
import dev.yardstick.query.pages.kit.Rows;
import dev.yardstick.query.pages.people.PeopleReading;
import dev.yardstick.query.pages.team.DueList;
import dev.yardstick.query.view.Accountability;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.wording.Wording;
import dev.yardstick.runtime.access.DeniedException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What was talked about with whom, what still waits for a talk, and the log of one. */
@Controller
record ConversationsController(
        ConversationReading reading,
        PeopleReading people,
        Rights rights,
        CommandServiceClient commands,
        Frame frame,
        Wording words) {

    private static final int PAGE = 50;
    private static final int PLANNED_DAYS = 7;
    private static final String PATH = "/api/v1/reps/{rep}/conversations";

    @GetMapping("/conversations")
    String conversations(
            @Nullable String manager,
            @Nullable String rep,
            @Nullable String on,
            @Nullable String knownAt,
            @Nullable String due,
            @Nullable String cursor,
            Model model) {
        ConversationReading.Conversations read = reading.read(manager, rep, on, knownAt);
        Rows<TalkView> rows = Rows.of(read.talks(), cursor, PAGE);
        rights.shown(
                Stream.concat(
                        rows.items().stream().map(TalkView::rep),
                        Stream.ofNullable(read.own())
                                .flatMap(own -> own.reps().stream())
                                .map(Accountability.Rep::id)));
        model.addAttribute("talks", rows);
        model.addAttribute("read", read);
        model.addAttribute("of", rep == null ? null : reading.with(rep));
        model.addAttribute("due", DueList.of(read.due(), read.on(), "all".equals(due)));
        return "conversations";
    }

    @GetMapping(
            path = "/conversations",
            params = {"format=csv", "!table"})
    ResponseEntity<byte[]> conversationsAsCsv(
            @Nullable String manager,
            @Nullable String rep,
            @Nullable String on,
            @Nullable String knownAt) {
        List<TalkView> talks = reading.read(manager, rep, on, knownAt).talks();
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
            @Nullable String manager, @Nullable String on, @Nullable String knownAt) {
        if (Caller.current().role().equals("rep")) {
            throw new DeniedException(Reason.MANAGERS_SIDE);
        }
        OwnSide own =
                Objects.requireNonNullElseGet(
                        reading.read(manager, null, on, knownAt).own(),
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
            @Nullable String rep,
            @Nullable String q,
            @RequestParam(required = false) @Nullable List<String> warning,
            Form form,
            Model model) {
        if (!frame.mayChange("conversations")) {
            throw new DeniedException(Reason.ONLY_MANAGERS_LOG);
        }
        form.put("kind", "coaching").put("key", UUID.randomUUID()).put("rep", rep);
        if (rep == null) {
            return choose(q, "new", model);
        }
        ConversationReading.With with = reading.with(rep);
        form.put("on", with.today())
                .put("followUpOn", Journal.Talk.followUp(with.today()))
                .put("agreed.by", "rep")
                .chosen("warning", warning == null ? List.of() : warning);
        return form(with, model);
    }

    @PostMapping("/conversations/new")
    String log(Form form, Model model) {
        if (form.value("rep").isEmpty()) {
            form.wrong("rep", words.message("conversations.rep.missing"));
            return choose(null, "new", model);
        }
        ConversationReading.With with = reading.with(form.value("rep"));
        Map<String, Object> body = form.body("course", "note");
        body.put("kind", form.value("kind"));
        body.put("on", form.value("on"));
        List<Map<String, Object>> about =
                with.chosen(form.values("warning")).stream()
                        .map(ConversationReading.Topic::about)
                        .toList();
        if (!about.isEmpty()) {
            body.put("about", about);
            body.putAll(form.body("followUpOn"));
        }
        Map<String, Object> agreed = form.bodyOf("agreed.", "what", "by", "until");
        if (agreed.containsKey("what") || agreed.containsKey("until")) {
            body.put("agreed", agreed);
        }
        Accepted logged = form.taken(commands.postOnce(form.value("key"), PATH, body, with.id()));
        return logged == null
                ? form(with, model)
                : Redirects.shown("/conversations", logged, "conversation-logged");
    }

    /** Asks with whom; what: {@code new} or {@code plan}. */
    private String choose(@Nullable String q, String what, Model model) {
        PeopleReading.Choice choice = people.choice(q, true);
        Map<String, String> reps = new LinkedHashMap<>();
        reps.put("", words.message("conversations.rep.choose"));
        choice.reps().forEach(rep -> reps.put(rep.id(), rep.name()));
        model.addAttribute("choice", choice);
        model.addAttribute("reps", reps);
        model.addAttribute("what", "conversations." + what);
        return "conversation-with";
    }

    private String form(ConversationReading.With with, Model model) {
        model.addAttribute("with", with);
        model.addAttribute(
                "kinds", words.choices("conversations.kind.", List.of("coaching", "training")));
        model.addAttribute(
                "owners", words.choices("conversations.agreed.by.", List.of("rep", "manager")));
        return "conversation";
    }

    @GetMapping("/conversations/plan")
    String plan(
            @Nullable String rep,
            @Nullable String q,
            @RequestParam(required = false) @Nullable List<String> warning,
            Form form,
            Model model) {
        if (!frame.mayChange("conversations")) {
            throw new DeniedException(Reason.ONLY_MANAGERS_LOG);
        }
        if (rep == null) {
            return choose(q, "plan", model);
        }
        ConversationReading.With with = reading.with(rep);
        List<String> keys = warning == null ? List.of() : warning;
        form.put("key", UUID.randomUUID())
                .put("on", with.today().plusDays(PLANNED_DAYS))
                .chosen("warning", keys)
                .put("note", titles(with.chosen(keys)));
        return planned(with, model);
    }

    private static String titles(List<ConversationReading.Topic> topics) {
        return topics.stream()
                .map(ConversationReading.Topic::clause)
                .filter(Objects::nonNull)
                .map(Timeline.Clause::title)
                .collect(Collectors.joining(", "));
    }

    /** Plans a talk. */
    @PostMapping("/conversations/plan")
    String plan(Form form, Model model) {
        ConversationReading.With with = reading.with(form.value("rep"));
        Accepted planned =
                form.taken(
                        commands.postOnce(
                                form.value("key"),
                                "/api/v1/reps/{rep}/talks",
                                form.body("on", "note"),
                                with.id()));
        return planned == null
                ? planned(with, model)
                : Redirects.shown("/conversations", planned, "talk-planned");
    }

    private static String planned(ConversationReading.With with, Model model) {
        model.addAttribute("with", with);
        return "conversation-plan";
    }

    @PostMapping("/conversations/plan/cancellation")
    String cancel(
            @RequestParam String rep,
            @RequestParam String talk,
            Model model,
            HttpServletResponse response) {
        return done(
                commands.post("/api/v1/reps/{rep}/talks/{talk}/cancellation", Map.of(), rep, talk),
                "/conversations",
                "talk-cancelled",
                model,
                response);
    }

    /** Says what became of an agreement. */
    @PostMapping("/conversations/agreements")
    String settle(
            @RequestParam String rep,
            @RequestParam String agreement,
            @RequestParam String outcome,
            @Nullable String to,
            Model model,
            HttpServletResponse response) {
        Caller caller = Caller.current();
        if (caller.role().equals("rep") && !rep.equals(caller.person())) {
            throw new DeniedException(Reason.CALLER);
        }
        return done(
                commands.post(
                        "/api/v1/reps/{rep}/agreements/{agreement}/outcome",
                        Map.of("outcome", outcome),
                        rep,
                        agreement),
                "today".equals(to) ? "/today" : "/conversations",
                "agreement-" + outcome,
                model,
                response);
    }

    @PostMapping("/conversations/retraction")
    String takeBack(
            @RequestParam String rep,
            @RequestParam String id,
            Model model,
            HttpServletResponse response) {
        return done(
                commands.post(PATH + "/{id}/retraction", Map.of(), rep, id),
                "/conversations",
                "conversation-taken-back",
                model,
                response);
    }

    private String done(
            CommandServiceClient.Sent sent,
            String to,
            String done,
            Model model,
            HttpServletResponse response) {
        return switch (sent) {
            case CommandServiceClient.Accepted accepted -> Redirects.shown(to, accepted, done);
            case CommandServiceClient.Refused refused -> {
                response.setStatus(refused.formStatus().value());
                model.addAttribute("refusal", refused.reason());
                yield conversations(null, null, null, null, null, null, model);
            }
        };
    }
}
