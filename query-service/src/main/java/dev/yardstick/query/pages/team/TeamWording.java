package dev.yardstick.query.pages.team;

import static dev.yardstick.query.pages.kit.Canvas.number;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.yardstick.query.forecast.Warning;
import dev.yardstick.query.measure.Standing;
import dev.yardstick.query.view.Due;
import dev.yardstick.query.view.Timeline;
import dev.yardstick.query.wording.Wording;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * The team's sentences, cells and dots. A cell is written here and not in a template, since a team
 * has thousands. The template calls it {@code wording}.
 */
@Component
public final class TeamWording {

    private static final int WIDTH = 46;
    private static final int HEIGHT = 14;
    private static final int POINTS = 14;

    /** Of a spread's dots, so that neighbours are not upon each other. */
    private static final int LANES = 3;

    private final Wording words;

    /** As long as a clause is remembered, so are its cells. */
    private final Cache<Timeline.Clause, Cell> written =
            Caffeine.newBuilder().weakKeys().maximumSize(100_000).build();

    TeamWording(Wording words) {
        this.words = words;
    }

    private record Cell(Locale locale, String year, String html) {}

    /**
     * What is to be spoken about, as a sentence after the clause's title.
     *
     * @param name the rep's
     */
    public String matter(Due.Matter matter, String name, LocalDate on) {
        LocalDate day = matter.since();
        String since = words.since(day, on);
        String begins = words.dayBy(matter.begins(), on);
        boolean ahead = matter.begins().isAfter(on);
        return switch (matter.kind()) {
            case SILENCE ->
                    day.equals(matter.begins())
                            ? words.message("team.due.silence", name, words.ago(day, on))
                            : words.message("team.due.silence.since", name, since);
            case WARNING -> warning(Objects.requireNonNull(matter.clause()), since, on);
            case UNSPOKEN ->
                    ahead
                            ? words.message("team.due.unspoken.ahead", begins, words.ago(day, on))
                            : words.message("team.due.unspoken", since);
            case DISPUTE ->
                    ahead
                            ? words.message("team.due.dispute.ahead", since, begins)
                            : words.message("team.due.dispute", since);
            case AGREEMENT, PLANNED -> noted(matter, name, on);
            case MILESTONE ->
                    words.message(
                            "team.due.milestone",
                            words.dayBy(day, on),
                            ChronoUnit.DAYS.between(on, day));
        };
    }

    /** What was agreed on, by whom, until when; or what a talk was planned for. */
    private String noted(Due.Matter matter, String name, LocalDate on) {
        Due.Note note = Objects.requireNonNull(matter.note());
        String day = words.dayBy(matter.since(), on);
        if (matter.kind() == Due.Kind.PLANNED) {
            return words.message("team.due.planned", day, note.text());
        }
        return note.by().equals("rep")
                ? words.message("team.due.agreement.rep", name, note.text(), day)
                : words.message("team.due.agreement.manager", note.text(), day);
    }

    private String warning(Timeline.Clause clause, String since, LocalDate on) {
        return words.message(
                "team.due.warning",
                stake(clause),
                words.word(clause.standing()),
                since,
                answer(Objects.requireNonNull(clause.warning()), on));
    }

    /** What comes back later, when, and where it was put off why. */
    public String later(Due.Matter matter, String name, LocalDate on) {
        Timeline.Clause clause = matter.clause();
        if (matter.note() != null) {
            return noted(matter, name, on);
        }
        String what =
                matter.expectation() == null
                        ? words.message("team.due.nothing")
                        : clause == null
                                ? words.message("team.due.version", matter.version())
                                : clause.title();
        String day = words.dayBy(matter.followUpOn(), on);
        return matter.waits() == null
                ? words.message("team.due.again", what, day)
                : words.message("team.due.waits", what, day, matter.waits());
    }

    /** How far it is from its pace, and how likely: 35 % of pace, under 1 % likely. */
    public String stake(Timeline.Clause clause) {
        String attainment = clause.attainment();
        String reached =
                attainment == null
                        ? words.message(
                                "team.due.delivered",
                                words.figure(clause.delivered(), clause.unit()))
                        : words.message(
                                "team.due.pace." + clause.direction(), words.percent(attainment));
        String likelihood = clause.likelihood();
        return likelihood == null
                ? reached
                : words.message("team.due.likely", reached, words.likely(likelihood));
    }

    private String answer(Warning warning, LocalDate on) {
        LocalDate agreed = warning.acknowledgedOn();
        LocalDate disputed = warning.disputedOn();
        if (agreed != null) {
            return words.message("team.due.agreed", words.dayBy(agreed, on));
        }
        return disputed == null
                ? words.message("team.due.notAnswered")
                : words.message("team.due.disputed", words.dayBy(disputed, on));
    }

    /** When a rep was last coached or trained. */
    public String coached(@Nullable LocalDate coached, LocalDate on) {
        return coached == null
                ? words.message("team.due.notCoached")
                : words.message("team.due.coached", words.dayBy(coached, on));
    }

    /**
     * The cells of a rep's row, as HTML.
     *
     * @param clauses null where a cell is empty
     * @param year the address of the rep's year
     */
    public String cells(List<Timeline.@Nullable Clause> clauses, String year) {
        StringBuilder cells = new StringBuilder();
        Locale locale = LocaleContextHolder.getLocale();
        for (Timeline.Clause clause : clauses) {
            if (clause == null) {
                cells.append("<td></td>");
                continue;
            }
            Cell cell = written.getIfPresent(clause);
            if (cell == null || !cell.locale().equals(locale) || !cell.year().equals(year)) {
                cell = new Cell(locale, year, cell(clause, year));
                written.put(clause, cell);
            }
            cells.append(cell.html());
        }
        return cells.toString();
    }

    /** The dots of a spread, as SVG: a rep's shape, and who she is under a pointer. */
    public String dots(Spread spread) {
        StringBuilder dots = new StringBuilder();
        int lane = 0;
        for (Spread.Dot dot : spread.dots()) {
            Standing standing = dot.clause().standing();
            dots.append("<text class=\"shape ")
                    .append(standing.code())
                    .append("\" x=\"")
                    .append(tenths(dot.x()))
                    .append("%\" y=\"")
                    .append(30 + 25 * (lane++ % LANES))
                    .append("%\">")
                    .append(words.shape(standing));
            if (!dot.name().isEmpty()) {
                String said = dot.name() + ", " + words.percent(dot.clause().attainment());
                dots.append("<title>").append(HtmlUtils.htmlEscape(said)).append("</title>");
            }
            dots.append("</text>");
        }
        return dots.toString();
    }

    /** A team's course as items of a list: a stack a week, with the name of each month. */
    public String course(TeamCourse course) {
        StringBuilder items = new StringBuilder();
        Month month = course.weeks().getFirst().day().getMonth();
        for (TeamCourse.Week week : course.weeks()) {
            String said = HtmlUtils.htmlEscape(week.said());
            items.append(
                            "<li><svg viewBox=\"0 0 10 100\" preserveAspectRatio=none aria-hidden=true>")
                    .append("<title>")
                    .append(said)
                    .append("</title>");
            for (TeamCourse.Part part : week.parts()) {
                items.append("<rect x=0 width=10 class=")
                        .append(part.standing())
                        .append(" y=")
                        .append(tenths(part.y()))
                        .append(" height=")
                        .append(tenths(part.height()))
                        .append(" />");
            }
            items.append("</svg><span class=sr>").append(said).append("</span>");
            if (week.day().getMonth() != month) {
                month = week.day().getMonth();
                items.append("<span aria-hidden=true>")
                        .append(HtmlUtils.htmlEscape(words.month(week.day())))
                        .append("</span>");
            }
            items.append("</li>");
        }
        return items.toString();
    }

    private static double tenths(double share) {
        return Math.round(10 * share) / 10.0;
    }

    /** The classes of a cell. */
    public String style(Timeline.Clause clause) {
        return "c-"
                + clause.standing().code()
                + " "
                + clause.standing().code()
                + (clause.unspoken() ? " untold" : "")
                + (clause.feedSilent() ? " silent" : "");
    }

    /** A cell: shape, figure, course, and how likely it is. */
    private String cell(Timeline.Clause clause, String year) {
        String figure =
                clause.attainment() == null
                        ? words.figure(clause.delivered(), clause.unit())
                        : words.percent(clause.attainment());
        String small = small(clause);
        return """
        <td class="%s"><a href="%s"><span><span class=shape aria-hidden=true>%s</span> %s\
        <span class=sr> %s</span></span>%s%s</a></td>\
        """
                .formatted(
                        style(clause),
                        HtmlUtils.htmlEscape(year + "#" + clause.expectation() + "." + clause.id()),
                        words.shape(clause.standing()),
                        HtmlUtils.htmlEscape(figure),
                        HtmlUtils.htmlEscape(words.word(clause.standing())),
                        course(clause),
                        small.isEmpty()
                                ? ""
                                : "<small>" + HtmlUtils.htmlEscape(small) + "</small>");
    }

    /**
     * A clause's course as two small lines, expected and delivered: SVG in as few letters as can
     * be; nothing where there is no course to see.
     */
    private static String course(Timeline.Clause clause) {
        List<Timeline.Point> course = points(clause.series());
        if (course.size() < 2) {
            return "";
        }
        double most = 1e-9;
        for (Timeline.Point point : course) {
            most = Math.max(most, Math.max(number(point.expected()), number(point.delivered())));
        }
        StringBuilder expected = new StringBuilder();
        StringBuilder delivered = new StringBuilder();
        for (int i = 0; i < course.size(); i++) {
            String x = (i == 0 ? "M" : "L") + (1 + (WIDTH - 2) * i / (course.size() - 1)) + " ";
            expected.append(x).append(y(number(course.get(i).expected()) / most));
            delivered.append(x).append(y(number(course.get(i).delivered()) / most));
        }
        return """
        <svg class=spark width=%d height=%d aria-hidden=true>\
        <path class=e d="%s"/><path class=d d="%s"/></svg>\
        """
                .formatted(WIDTH, HEIGHT, expected, delivered);
    }

    /**
     * Those that are known, thinned to what so small a picture can show; the last is among them.
     */
    private static List<Timeline.Point> points(List<Timeline.Point> series) {
        List<Timeline.Point> known =
                series.stream().filter(point -> point.delivered() != null).toList();
        int step = 1 + (known.size() - 1) / POINTS;
        return IntStream.range(0, known.size())
                .filter(i -> (known.size() - 1 - i) % step == 0)
                .mapToObj(known::get)
                .toList();
    }

    private static long y(double share) {
        return Math.round(HEIGHT - 1 - (HEIGHT - 2) * share);
    }

    private String small(Timeline.Clause clause) {
        if (clause.unspoken()) {
            return words.message("words.unspoken");
        }
        if (clause.disputed()) {
            return words.message("words.disputed");
        }
        if (clause.feedSilent()) {
            return words.message("words.feedSilent");
        }
        String likelihood = clause.likelihood();
        return likelihood == null || clause.standing() == Standing.MET
                ? ""
                : words.message("team.likely", words.likely(likelihood));
    }
}
