package dev.yardstick.query.pages.expectation;

import dev.yardstick.events.Clause;
import dev.yardstick.events.CompanyEvent.TemplateSet;
import dev.yardstick.events.ExpectationEvent.ExpectationCommunicated;
import dev.yardstick.events.ExpectationEvent.ExpectationSet;
import dev.yardstick.events.Personal;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.language.MeasureKind;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.api.QuestionController;
import dev.yardstick.query.application.Parameters;
import dev.yardstick.query.application.Roster;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.facts.Profile;
import dev.yardstick.query.facts.Recorded;
import dev.yardstick.query.facts.RepStory;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.query.pages.kit.Frame;
import dev.yardstick.query.pages.rep.ClauseChart;
import dev.yardstick.query.view.Grain;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.view.TimelineAssembler;
import dev.yardstick.query.view.TimelineAssembler.Around;
import dev.yardstick.query.wording.Wording;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * What a new expectation or version is written from, what the buttons of its form do, and what it
 * would have meant before.
 */
@Component
record DraftPreview(
        Snapshots snapshots,
        Parameters parameters,
        Roster roster,
        KnownStore library,
        PersonalKeys texts,
        Wording words,
        QuestionController questions,
        ChoicesReading choosing,
        Frame frame,
        Clock clock) {

    static final String SEND = "send";
    static final String LOOK = "look";

    private static final String CHOICES = "choices";
    private static final EventCodec CODEC = new EventCodec();

    /**
     * What was typed, with what a button did to it.
     *
     * @param rep whose it is; null: a template
     * @param asked whether command-service is asked next: then each clause has an id, and numbers
     *     that cannot be read are wrong
     */
    Draft typed(Form form, @Nullable String rep, String button, boolean asked, Model model) {
        model.addAttribute("typed", true);
        Draft draft = Draft.of(form);
        draft.edit(button, words);
        Choices choices = choosing.of(rep, draft.clauses());
        choices.read(draft.clauses());
        model.addAttribute(CHOICES, choices);
        if (asked) {
            draft.nameClauses();
            draft.checkNumbers(words);
        }
        return draft;
    }

    /**
     * Puts a draft before its writer, with what is wrong in it, as {@code clauses-form.html} draws
     * it.
     *
     * @param rep whose it is; null: a template
     * @param currency of its amounts; empty: that is not known yet
     */
    void show(Draft draft, @Nullable String rep, String currency, Model model) {
        if (!model.containsAttribute(CHOICES)) {
            model.addAttribute(CHOICES, choosing.of(rep, draft.clauses()));
        }
        model.addAttribute("amountsIn", currency);
        model.addAttribute("form", draft.written());
        model.addAttribute("clauses", draft.clauses());
        model.addAttribute("kinds", MeasureKind.values());
        model.addAttribute("ready", ReadySentences.names());
        model.addAttribute("quotaOnly", draft.isQuotaOnly());
        model.addAttribute("byTopic", draft.titlesByTopic());
        model.addAttribute("questions", questions.questions(frame.language()).items());
    }

    /** The rep whom a new expectation is for. */
    Timeline.Rep rep(String id) {
        return snapshots.read(() -> {
            RepStory rep = roster.find(id, parameters.knownAt(null).position());
            return Timeline.Rep.of(rep, LocalDate.now(clock.withZone(rep.timeZone())), texts);
        });
    }

    /** The others in a rep's team whom the caller may see, by name. */
    List<Timeline.Rep> colleagues(Timeline.Rep rep) {
        LocalDate today = LocalDate.now(clock);
        return snapshots.read(() -> {
            List<RepStory> found =
                    roster.find(
                            parameters.knownAt(null).position(),
                            other ->
                                    !other.id().equals(rep.id())
                                            && other.place(today).team().equals(rep.team())
                                            && !other.isErased()
                                            && !other.isGone(today));
            texts.prefetch(found.stream().map(RepStory::id).toList());
            return found.stream()
                    .map(other -> Timeline.Rep.of(other, today, texts))
                    .sorted(Comparator.comparing(Timeline.Rep::name))
                    .toList();
        });
    }

    /** The expectations of a rep that a new one may begin with, the latest first. */
    List<Profile> earlier(String rep) {
        return snapshots.read(() -> {
            long position = parameters.knownAt(null).position();
            roster.find(rep, position);
            return latestFirst(
                    library.profiles(List.of(rep), position).getOrDefault(rep, List.of()));
        });
    }

    /** Those that were no mistake. */
    static List<Profile> latestFirst(List<Profile> profiles) {
        return profiles.stream()
                .filter(profile -> !profile.isTakenBack())
                .sorted(Comparator.comparing(Profile::from).reversed())
                .toList();
    }

    /** Whose expectation another's may begin with. */
    record OfColleague(String name, Profile profile) {}

    /** The latest expectation of each of the others in a rep's team, by name. */
    List<OfColleague> ofColleagues(List<Timeline.Rep> colleagues) {
        List<String> ids = colleagues.stream().map(Timeline.Rep::id).toList();
        return snapshots.read(() -> {
            var profiles = library.profiles(ids, parameters.knownAt(null).position());
            return colleagues.stream()
                    .flatMap(other ->
                            profiles.getOrDefault(other.id(), List.of()).stream()
                                    .filter(profile -> !profile.isTakenBack())
                                    .max(Comparator.comparing(Profile::from))
                                    .map(latest -> new OfColleague(other.name(), latest))
                                    .stream())
                    .toList();
        });
    }

    /** The first day of a rep: hired, by what is known now. */
    LocalDate hiredOn(String rep) {
        return snapshots.read(
                () -> roster.find(rep, parameters.knownAt(null).position()).hiredOn());
    }

    /** The templates that a new expectation may begin with, by name. */
    SortedMap<String, TemplateSet> templates() {
        return snapshots.read(() -> library.templates(parameters.knownAt(null).position()));
    }

    /** A draft with what a template says. */
    Draft draft(TemplateSet template) {
        return Draft.of(template.clauses(), template.statement(), texts);
    }

    /** A draft with the clauses of an expectation's latest version. */
    Draft draft(Profile profile) {
        Profile.Version latest = profile.versions().getLast();
        return Draft.of(latest.clauses(), texts.open(latest.statement(), ""), texts);
    }

    /**
     * A clause as it would have stood a year before.
     *
     * @param chart SVG
     */
    record Previewed(Timeline.Clause clause, String chart) {}

    /**
     * What an expectation would have asked of the rep over the same days one year earlier, and what
     * she delivered then.
     *
     * @param checked an {@code expectation-set} event, as command-service would record it
     * @param titles of the clauses, by id: the event comes without texts
     * @return by clause
     */
    Map<String, Previewed> yearBefore(byte[] checked, Map<String, String> titles) {
        ExpectationSet set = (ExpectationSet) CODEC.read("expectation-set", 1, checked);
        LocalDate from = set.from().minusYears(1);
        LocalDate to = set.to().minusYears(1);
        String rep = set.rep();
        List<Clause> clauses =
                set.clauses().stream().map(clause -> titled(clause, rep, titles)).toList();
        Personal said = set.statement();
        var before =
                new ExpectationSet(set.expectation(), rep, said, from, to, set.currency(), clauses);
        var told = new ExpectationCommunicated(set.expectation(), rep, 1, from, said, said);
        Profile profile = new Profile(List.of(new Recorded<>(1, before), new Recorded<>(2, told)));
        return snapshots.read(() -> {
            KnownAt at = parameters.knownAt(null);
            RepStory story = roster.find(rep, at.position());
            Timeline timeline =
                    new TimelineAssembler(
                                    library.knownHadBeen(story, at, List.of(profile)),
                                    DraftPreview::openOnly)
                            .draw(from, to, to, Grain.MONTH);
            Map<String, Previewed> previews = new HashMap<>();
            for (Timeline.Clause clause : timeline.clauses()) {
                ClauseChart chart =
                        new ClauseChart(
                                timeline,
                                timeline.expectations().getFirst(),
                                clause,
                                words,
                                Around.NOTHING,
                                null);
                previews.put(clause.id(), new Previewed(clause, chart.draw(null)));
            }
            return previews;
        });
    }

    private static Clause titled(Clause clause, String rep, Map<String, String> titles) {
        String title = titles.getOrDefault(clause.id(), clause.id());
        return clause.with(new Personal.Open(rep, title), clause.measure());
    }

    private static @Nullable String openOnly(Personal text) {
        return text instanceof Personal.Open(var person, var open) ? open : null;
    }
}
