package dev.yardstick.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.TestServer;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.SAXParserFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;
import tools.jackson.databind.JsonNode;

/** What the pages say: the same as the API, to those who may read it, and to nobody a script. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PagesIT {

    private static final String HOSTILE = "<script>alert(1)</script> & \"Söhne\" 'Ltd'";

    @RegisterExtension static final TestServer SERVER = new TestServer();
    private static long recorded;

    private static Api api() {
        return SERVER.api();
    }

    private static void record() {
        if (recorded > 0) {
            return;
        }
        Api api = api();
        api.client().hire("robin", "Robin");
        api.put("/api/v1/reps/sam", Scenario.rep(HOSTILE.replace("\"", "\\\""))).must(200);
        api.put("/api/v1/expectations/e", titled(Scenario.expectation("robin", "1000"))).must(200);
        api.crm("application/cloudevents+json", Scenario.won("robin", "deal-1", "1", 3, "250.25"))
                .must(202);
        recorded =
                api.post(
                                "/api/v1/expectations/e/revisions",
                                titled(Scenario.revision("2026-07-01", "2000")),
                                "If-Match",
                                "\"1\"")
                        .must(200)
                        .position();
        api.timeline("robin", Scenario.YEAR, recorded);
    }

    private static String titled(String expectation) {
        return expectation.replace(
                "\"title\":\"Revenue\"", "\"title\":\"" + HOSTILE.replace("\"", "\\\"") + "\"");
    }

    private static Document page(String path, int status) {
        return page("auditor", path, status);
    }

    private static Document page(String role, String path, int status) {
        HttpResponse<String> answer = api().page(role, path);
        assertThat(answer.statusCode()).as(path + "\n" + answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("none"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("[style], script:not([src]), style")).as(path).isEmpty();
        assertThat(page.getAllElements().stream().flatMap(e -> e.attributes().asList().stream()))
                .as(path)
                .noneMatch(attribute -> attribute.getKey().startsWith("on"));
        assertThat(page.select("html[lang]")).hasSize(1);
        assertThat(page.select("h1")).as(path).hasSize(1);
        return page;
    }

    @Test
    @Order(1)
    void withNobodyHiredItSaysWhatToDoNext() {
        assertThat(page("/reps", 200).select(".empty").text())
                .contains("Nobody to show yet.", "PUT /api/v1/reps/{rep}", "./yardstick import");
        Document today = page("admin", "/today", 200);
        assertThat(today.select(".steps li")).hasSize(4);
        assertThat(today.select(".steps .done")).isEmpty();
        assertThat(today.select(".steps a").eachAttr("href"))
                .containsExactly(
                        "/people/new",
                        "/connections",
                        "/expectations/new",
                        "/expectations?state=unspoken");
    }

    /** What is left is the one thing that was not done: nobody was told. */
    @Test
    @Order(2)
    void whatItTakesToBeginTicksItself() {
        record();
        for (String role : List.of("admin", "manager")) {
            Document today = page(role, "/today", 200);
            assertThat(today.select(".steps .done")).as(role).hasSize(3);
            assertThat(today.select(".steps a").eachAttr("href"))
                    .containsExactly("/expectations?state=unspoken");
        }
    }

    @Test
    void theListNamesEachRepWithTheStandingsOfToday() {
        record();
        Document list = page("/reps", 200);
        Element robin = row(list, "Robin");
        assertThat(robin.select("th a").attr("href")).isEqualTo("/reps/robin");
        assertThat(robin.select(".mark .sr").eachText()).hasSize(1).doesNotContain("");
        assertThat(robin.select(".mark em").text()).isEqualTo("unspoken");
        assertThat(row(list, HOSTILE).text()).contains("nothing is expected today");
        assertThat(page("/reps?team=South", 200).select("tbody tr")).isEmpty();
    }

    @Test
    void theTableUnderAChartHoldsTheNumbersOfTheTimeline() {
        record();
        JsonNode clause = api().timeline("robin", Scenario.YEAR, recorded).json().at("/clauses/0");
        Element section = page("/reps/robin?" + Scenario.YEAR, 200).selectFirst("section.clause");
        List<Element> rows = Objects.requireNonNull(section).select("tbody tr").asList();
        JsonNode series = clause.required("series");
        assertThat(rows).hasSameSizeAs(series).hasSize(12);
        for (int i = 0; i < rows.size(); i++) {
            JsonNode point = series.get(i);
            assertThat(rows.get(i).select("td.number").eachText())
                    .containsExactly(
                            euros(point.required("expected")),
                            euros(point.required("delivered")),
                            euros(point.required("target")));
        }
        assertThat(section.select("dl dd").eachText())
                .as("delivered, expected, full target, of pace, likely, lately")
                .containsExactly("€250", "€1,504", "€1,504", "17 %", "under 1 %", "→ 0 %, was 0 %");
    }

    private static String euros(JsonNode number) {
        return "€"
                + NumberFormat.getIntegerInstance(Locale.ENGLISH)
                        .format(new BigDecimal(number.stringValue()));
    }

    @Test
    void theTableUnderAChartIsInTheWordsOfTheFiguresInDutchToo() {
        record();
        Element section =
                page("/reps/robin?lang=nl&" + Scenario.YEAR, 200).selectFirst("section.clause");
        List<String> figures = Objects.requireNonNull(section).select("dl dd").eachText();
        assertThat(section.select("tbody tr:last-child td.number").eachText())
                .as("expected, delivered, target")
                .containsExactly(figures.get(1), figures.get(0), "€ 2.000");
    }

    private static Document typed(String path, String fields, int status) {
        HttpResponse<String> answer =
                api().typed(path, api().session(api().token("manager")), fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Jsoup.parse(answer.body());
    }

    @Test
    void aFormWithAHundredClausesIsSavedAndOneThatIsTooLargeHasAPage() {
        record();
        String clauses =
                IntStream.range(0, 100)
                        .mapToObj(i ->
                                Scenario.revenue("1000").replace("\"revenue\"", "\"c" + i + "\""))
                        .collect(Collectors.joining(","));
        String large =
                Scenario.expectation("robin", "1")
                        .replace(Scenario.revenue("1"), clauses)
                        .replace("2026-", "2027-");
        long set = api().put("/api/v1/expectations/large", large).must(200).position();
        String address = "/expectations/large/revise";
        Document page = page("manager", address + "?after=" + set, 200);
        String own =
                Crawl.typed(
                                page.select("form").stream()
                                        .filter(form -> !form.select("[name=reason]").isEmpty())
                                        .findFirst()
                                        .orElseThrow())
                        .replaceFirst("(^|&)reason=[^&]*", "$1reason=It+grew")
                        .replaceFirst("(^|&)effectiveFrom=[^&]*", "$1effectiveFrom=2027-06-01");
        assertThat(own.split("&").length).isGreaterThan(1_000);
        typed(address, own + "&do=send", 302);
        await().until(() ->
                api().query("/api/v1/expectations/large")
                                .must(200)
                                .json()
                                .required("versions")
                                .size()
                        == 2);

        Document tooMany = typed(address, own + "&x=".repeat(10_000) + "&do=send", 400);
        assertThat(tooMany.select("h1")).hasSize(1);
        assertThat(tooMany.select("main").text()).contains("at most 10000");
        Document tooLarge = typed(address, own + "&x=" + "x".repeat(8 << 20) + "&do=send", 413);
        assertThat(tooLarge.select("h1").text()).isEqualTo("That is too much at once");
    }

    /** A draft of an expectation with one clause, looked at. */
    private static Document draft(String language, String target, int status) {
        return typed(
                "/expectations/new?lang=" + language,
                "rep=robin&id=typed&statement=To+be+kind&from=2026-01-01&to=2026-12-31"
                        + "&currency=USD&do=look"
                        + "&clauses[0].measure.kind=sum&clauses[0].measure.of=deal-won"
                        + "&clauses[0].measure.quantity=amount&clauses[0].topic=quota"
                        + "&clauses[0].title=Sum&clauses[0].direction=atLeast"
                        + "&clauses[0].target="
                        + URLEncoder.encode(target, StandardCharsets.UTF_8),
                status);
    }

    @Test
    void aNumberIsReadInTheLanguageOfThePageAndStandsBesideTheField() {
        record();
        for (String[] typed :
                new String[][] {
                    {"nl", "150.000", "= US$\u00a0150.000"},
                    {"nl", "60,5", "= US$\u00a060,50"},
                    {"nl", "150000", "= US$\u00a0150.000"},
                    {"en", "1,300,000", "= $1,300,000"},
                    {"en", "1250.50", "= $1,250.50"}
                }) {
            Document page = draft(typed[0], typed[1], 200);
            assertThat(at(page, "clauses[0].target-read").wholeText()).isEqualTo(typed[2]);
            assertThat(at(page, "clauses[0].target").attr("value")).isEqualTo(typed[1]);
            assertThat(page.select(".tried .chart")).hasSize(1);
        }
    }

    @Test
    void aNumberWithTwoReadingsIsAskedForAtItsField() {
        record();
        assertThat(error(draft("en", "150.000", 422)))
                .isEqualTo("may be 150 or 150,000: type it as one of these");
        assertThat(error(draft("nl", "150,000", 422)))
                .isEqualTo("kan 150 of 150.000 zijn: typ het als een van deze");
        assertThat(error(draft("nl", "veel", 422))).isEqualTo("moet een getal zijn zoals 1250,50");
        assertThat(error(draft("en", "1e999999999", 422)))
                .isEqualTo("must be a number such as 1250.50");
    }

    private static Element at(Document page, String id) {
        return Objects.requireNonNull(page.getElementById(id), id);
    }

    private static String error(Document page) {
        assertThat(page.select(".errors li a").eachAttr("href"))
                .containsExactly("#clauses[0].target");
        return at(page, "clauses[0].target-error").text();
    }

    @Test
    void everyFormReadsNumbersTheSameWay() {
        record();
        typed("/accounts/new?lang=nl", "id=typed&name=A&amount=150.000&currency=EUR", 302);
        typed("/settings/rates?lang=nl", "year=2026&base=EUR&rates=USD+0,9215%0AGBP+1.2", 302);
        Document wrong =
                typed("/accounts/new?lang=nl", "id=asked&name=A&amount=150,000&currency=EUR", 422);
        assertThat(at(wrong, "amount-error").text()).contains("150 of 150.000");
        assertThat(at(wrong, "amount-read").text()).contains("150.000");
        assertThat(
                        at(
                                        typed(
                                                "/settings/rates?lang=en",
                                                "year=2027&base=EUR&rates=USD+1.085",
                                                422),
                                        "rates-error")
                                .text())
                .isEqualTo("USD 1.085: may be 1.0850 or 1,085: type it as one of these");
        await().until(() -> api().page("manager", "/accounts/typed").statusCode() == 200);
        Document account = Jsoup.parse(api().page("manager", "/accounts/typed?lang=nl").body());
        assertThat(at(account, "amount").attr("value")).isEqualTo("150000");
        assertThat(at(account, "amount-read").wholeText()).isEqualTo("= €\u00a0150.000");
        Document rates =
                Jsoup.parse(api().page("manager", "/settings/rates?year=2026&lang=nl").body());
        assertThat(at(rates, "rates").wholeText()).contains("USD 0,9215", "GBP 1,2");
        assertThat(at(rates, "rates-read").text()).isEqualTo("= GBP 1,2 · USD 0,9215");
    }

    @Test
    void aChartIsWellFormedAndSaysInWordsWhatItShows() throws Exception {
        record();
        String body = api().page("auditor", "/reps/robin?" + Scenario.YEAR).body();
        int clause = body.indexOf("<svg class=\"chart plot\"");
        String svg = body.substring(clause, body.indexOf("</svg></div>", clause) + 6);
        SAXParserFactory.newInstance()
                .newSAXParser()
                .parse(new InputSource(new StringReader(svg)), new DefaultHandler());
        Document chart = Jsoup.parse(svg);
        assertThat(chart.select("g[role=img] > title").text())
                .isEqualTo(HOSTILE + ": missed, 17 % of pace");
        assertThat(chart.select("g[role=img] > desc").text())
                .isEqualTo(
                        "By 31 Dec 2026 €250 was delivered of €1,504 expected by then and €1,504"
                                + " in all: missed.");
        assertThat(chart.select("g[role=img]").attr("aria-labelledby").split(" "))
                .allSatisfy(id -> assertThat(chart.getElementById(id)).isNotNull());
    }

    @Test
    void aPartOfAPeriodIsDrawnFromTheFigureOfItsFirstDay() {
        record();
        Document part = page("/reps/robin?from=2026-07-01&to=2026-12-31&on=2026-12-31", 200);
        String[] points = part.select("polyline.delivered").attr("points").split(" ");
        assertThat(points).hasSizeGreaterThan(2);
        assertThat(points[0].split(",")[1])
                .as("250.25 since February, and nothing since")
                .isEqualTo(points[points.length - 1].split(",")[1]);
    }

    @Test
    void aYearIsThatOfWhatIsInForceOnAPageAndTheCalendarsInTheApi() {
        LocalDate from = LocalDate.now(ZoneOffset.UTC).minusMonths(2);
        LocalDate to = from.plusMonths(12).minusDays(1);
        Api api = api();
        api.put("/api/v1/reps/fay", Scenario.rep("Fay").replace("North", "West")).must(200);
        long position =
                api.put(
                                "/api/v1/expectations/fay",
                                Scenario.expectation("fay", "9")
                                        .replace("2026-01-01", from.toString())
                                        .replace("2026-12-31", to.toString()))
                        .must(200)
                        .position();
        JsonNode timeline = api.timeline("fay", "", position).json();
        assertThat(timeline.required("from").stringValue()).endsWith("-01-01");
        assertThat(timeline.required("to").stringValue()).endsWith("-12-31");
        Document year = page("/reps/fay", 200);
        assertThat(year.select("input[name=from]").attr("value")).isEqualTo(from.toString());
        assertThat(year.select("input[name=to]").attr("value")).isEqualTo(to.toString());
        assertThat(api.page("auditor", "/reps/fay?format=csv").body()).contains("," + to + ",");
    }

    @Test
    void whatWasTypedIsShownAsItWasTyped() {
        record();
        assertThat(page("/reps/robin", 200).select("section.clause h3").text()).contains(HOSTILE);
        assertThat(page("/reps/sam", 200).select("h1").text()).isEqualTo(HOSTILE);
    }

    @Test
    void aRepOfWhomNothingIsExpectedIsToldSo() {
        record();
        assertThat(page("/reps/sam", 200).text())
                .contains("Nothing was expected in these days.", "No activity is recorded");
    }

    @Test
    void aPageOfAnotherMomentSaysSo() {
        record();
        Document then =
                page("/reps/robin?from=2026-01-01&to=2026-12-31&on=2026-06-30&knownAt=3", 200);
        assertThat(then.select(".bar").text())
                .matches("As of 30 June 2026, as we knew it on .* UTC \\(position 3\\)\\. Now");
        assertThat(then.select("section.clause dl dd").eachText()).startsWith("€0");
        assertThat(page("/reps/robin", 200).select(".bar")).isEmpty();
    }

    @Test
    void whatCannotBeShownIsExplained() {
        record();
        assertThat(page("/reps/nobody", 404).text()).contains("There is no such page", "nobody");
        assertThat(page("/reps/robin?on=yesterday", 422).text())
                .contains("That cannot be shown", "on", "a date such as 2026-01-31");
        page("/reps/robin?grain=hour", 422);
        page("/reps/robin?knownAt=soon", 422);
        for (String path : new String[] {"/reps?team=", "/audit/log?rep=", "/sign-in?code="}) {
            assertThat(page(path + "%00", 422).text()).as(path).contains("U+0000");
        }
        assertThat(api().query("/api/v1/audit/access?actor=%00").status()).isEqualTo(422);
        page("/audit/log/first", 422);
    }

    @Test
    void theLogCallsPeopleByName() {
        record();
        Document log = page("/audit/log?rep=robin&type=deal-won&lang=en", 200);
        assertThat(log.select(".events th").text()).contains("rep Robin").doesNotContain("robin");
        String event = log.select(".events .at a").attr("href");
        assertThat(page(event, 200).select(".lead").text()).contains("rep Robin");
        String file = api().page("auditor", "/audit/log?rep=robin&type=deal-won&format=csv").body();
        assertThat(file).contains("rep robin");
    }

    @Test
    void aPositionMayBeTypedAsPagesWriteIt() {
        record();
        for (String from : List.of("1,000", "1.000", "1%C2%A0000", "1000")) {
            assertThat(page("/audit/log?from=" + from, 200).select(".events")).as(from).isEmpty();
        }
        Document wrong = page("/audit/log?from=30+June&to=2026-12-31", 422);
        assertThat(wrong.select("h1").text()).isEqualTo("The log");
        assertThat(wrong.select("#from").attr("value")).isEqualTo("30 June");
        assertThat(wrong.select("#from-error").text()).contains("2026-01-31");
        assertThat(wrong.select("#to").attr("value")).isEqualTo("2026-12-31");
        assertThat(wrong.select(".empty")).isEmpty();
        page("/audit/log?from=1,00", 422);
    }

    @Test
    void whatWasTypedWrongIntoAnAddressStandsThereToBePutRight() {
        record();
        Document wrong = page("/reps/robin?from=soon&to=2026-12-31&lang=nl", 422);
        assertThat(wrong.select("#from").attr("value")).isEqualTo("soon");
        assertThat(wrong.select("#from-error").text())
                .isEqualTo("moet een datum zijn zoals 2026-01-31");
        assertThat(wrong.select("#to").attr("value")).isEqualTo("2026-12-31");
        assertThat(wrong.select("main form").attr("action")).isEqualTo("/reps/robin");
        assertThat(wrong.select("main a[href^='/sign-in']")).isEmpty();
    }

    @Test
    void aPageThatThereIsNotIsNoMatterOfWhoIsSignedIn() {
        record();
        for (String nowhere : List.of("/nowhere", "/reps/robin/nowhere", "/reps/nobody")) {
            Document page = page(nowhere, 404);
            assertThat(page.text()).as(nowhere).contains("There is no such page");
            assertThat(page.select("main a[href^='/sign-in']")).as(nowhere).isEmpty();
        }
        assertThat(page("/people/new", 403).select("main a[href^='/sign-in']")).hasSize(1);
    }

    @Test
    void aRepSeesNobodyElse() {
        record();
        HttpResponse<String> other = api().page("rep", "/reps/robin");
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(Jsoup.parse(other.body()).text()).contains("Not for you to see");
        assertThat(Jsoup.parse(api().page("rep", "/reps").body()).select("tbody tr")).isEmpty();
    }

    @Test
    void whatIsFoundIsWhatOneMayOpen() {
        record();
        assertThat(found(page("/find?q=RÓB", 200))).containsExactly("/reps/robin");
        assertThat(found(page("/find?q=%23" + recorded, 200)))
                .containsExactly("/audit/log/" + recorded);
        assertThat(found(page("/find?q=%23" + (recorded + 1_000_000), 200))).isEmpty();
        assertThat(found(page("/find?q=operat", 200))).containsExactly("/operations");
        assertThat(found(page("/find?q=b", 200)))
                .as("one letter says nothing about people")
                .doesNotContain("/reps/robin");
        String hers = SERVER.get().token("rep", "sam");
        String cookie = api().session(hers);
        for (String other : List.of("robin", "%23" + recorded, "operat")) {
            Document page =
                    Jsoup.parse(api().pageWith("/find?q=" + other, "Cookie", cookie).body());
            assertThat(page.select("[role=status]")).hasSize(1);
            assertThat(found(page)).as(other).isEmpty();
        }
        assertThat(found(Jsoup.parse(api().pageWith("/find?q=sam", "Cookie", cookie).body())))
                .containsExactly("/reps/sam");
    }

    private static List<String> found(Document page) {
        return page.select("#found a").eachAttr("href");
    }

    @Test
    void whoIsNotSignedInIsShownTheWayIn() {
        Map<String, String> ways =
                Map.of(
                        "/", "/sign-in",
                        "/reps/robin", "/sign-in?next=%2Freps%2Frobin",
                        "/teams/Field%20Sales?on=2026-06-30",
                                "/sign-in?next=%2Fteams%2FField%2520Sales%3Fon%3D2026-06-30");
        ways.forEach((path, way) -> {
            HttpResponse<String> answer = api().page(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location")).hasValue(way);
        });
        Document form = Jsoup.parse(api().page("/sign-in").body());
        assertThat(form.select("form[method=post] label[for=token] + input[name=token]"))
                .hasSize(1);
        HttpResponse<String> used = api().page("/sign-in?code=used");
        assertThat(used.statusCode()).isEqualTo(401);
        assertThat(Jsoup.parse(used.body()).select("[role=alert]").text())
                .isEqualTo("This sign-in link was used before or has expired.");
    }

    @Test
    void aSessionThatWasOpenedOverTlsIsKeptToIt() {
        assertThat(sessionOpened()).contains("HttpOnly", "SameSite=Lax").doesNotContain("Secure");
        assertThat(sessionOpened("X-Forwarded-Proto", "https")).contains("; Secure");
    }

    private static String sessionOpened(String... headers) {
        String link = SERVER.get().signInLink("manager").toString();
        return api().pageWith(link.substring(link.indexOf("/sign-in")), headers)
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
    }

    @Test
    void aFormThatIsWrongComesBackAsSuchAndInTheReadersLanguage() {
        Api api = api();
        String cookie = api.session(api.token("manager"));
        HttpResponse<String> answer =
                api.typed(
                        "/people/new?lang=nl",
                        cookie,
                        "id=tim&name=Tim&team=North&timeZone=UTC&hiredOn=soon");
        assertThat(answer.statusCode()).isEqualTo(422);
        Document form = Jsoup.parse(answer.body());
        assertThat(form.select("input[name=name]").attr("value")).isEqualTo("Tim");
        assertThat(form.select(".errors").text()).contains("moet een datum zijn zoals");
    }

    @Test
    void anAnswerOfWhichADisputeIsRefusedIsRecordedNotAtAll() {
        Api api = api();
        api.put("/api/v1/reps/ans", Scenario.rep("Ans").replace("North", "West")).must(200);
        String second = Scenario.revenue("1").replace("\"revenue\"", "\"second\"");
        long set =
                api.put(
                                "/api/v1/expectations/answered",
                                Scenario.expectation("ans", "1000")
                                        .replace("]}", "," + second + "]}"))
                        .must(200)
                        .position();
        long told =
                api.post(
                                "/api/v1/expectations/answered/communications",
                                "{\"version\":1,\"on\":\"2026-01-05\",\"how\":\"spoken\",\"by\":\"kim\"}")
                        .must(200)
                        .position();
        assertThat(told).isGreaterThan(set);
        Document wrong =
                typed(
                        "/expectations/answered/answer?after=" + told,
                        "answer.on=2026-01-06&answer.revenue=agree&answer.second=differ"
                                + "&comment.second="
                                + "x".repeat(100_000),
                        422);
        assertThat(wrong.select(".errors li a").eachAttr("href"))
                .containsExactly("#comment.second");
        assertThat(api.query("/api/v1/reps/ans/history").text())
                .doesNotContain("expectation-acknowledged", "expectation-disputed");
    }

    @Test
    void ofManySessionsTheLatestAreShownAndOnesOwnIsMarked() {
        String[] cookies = new String[12];
        for (int i = 0; i < cookies.length; i++) {
            cookies[i] = api().session(api().token("admin"));
        }
        String cookie = cookies[cookies.length - 1];
        Document access = Jsoup.parse(api().pageWith("/settings/access", "Cookie", cookie).body());
        assertThat(access.select("[aria-labelledby=nobodys] > ul > li")).hasSize(10);
        assertThat(access.select("[aria-labelledby=nobodys] summary").text()).contains(" more");
        Element own = access.select("li:has(.here)").getFirst();
        assertThat(own.text()).contains("This browser");
        assertThat(own.select("form")).isEmpty();
        assertThat(access.select("li:has(form)").size()).isGreaterThanOrEqualTo(11);
    }

    @Test
    void theSamePageIsThereInDutch() {
        record();
        api().put("/api/v1/reps/bea", Scenario.rep("Bea").replace("North", "West")).must(200);
        long begun =
                api().put(
                                "/api/v1/expectations/begun",
                                Scenario.expectation("bea", "1")
                                        .replaceFirst(
                                                "\"statement\":\"[^\"]*\"",
                                                "\"statement\":\"What it means to be a successful salesperson in our company is to care.\""))
                        .must(200)
                        .position();
        Document dutch = page("manager", "/expectations/begun?lang=nl&after=" + begun, 200);
        assertThat(dutch.select(".statement").text()).endsWith("to care.");
        assertThat(dutch.select(".exercise-sentence")).isEmpty();
        Document page = page("/reps/robin?lang=nl&" + Scenario.YEAR, 200);
        assertThat(page.select("html").attr("lang")).isEqualTo("nl");
        assertThat(page.select("section.clause dl dt").eachText())
                .startsWith("Geleverd", "Verwacht tot dan");
        assertThat(page.select("section.clause dl dd").eachText()).startsWith("€ 250");
        assertThat(page.select("section.clause h3").text()).contains("gemist");
    }

    @Test
    void aTeamBeginsWithWhoNeedsAConversation() {
        record();
        Document team = page("/teams/North", 200);
        assertThat(team.select(".due li h3").eachText()).containsExactly(HOSTILE, "Robin");
        assertThat(team.select(".due li p").eachText().getFirst())
                .matches("Nothing is expected of .*, hired .* ago\\.");
        assertThat(team.select(".due li p").eachText().getLast())
                .matches("Version [12] (in force|begins on) .* not yet told\\.");
        assertThat(row(team, HOSTILE).text()).contains("Nothing is expected on this day.");
        assertThat(team.select(".matrix tbody th").eachText()).containsExactly(HOSTILE, "Robin");
        assertThat(team.select(".matrix").text()).contains(HOSTILE);
        page("/teams/Nowhere", 404);
        page("/teams/North?on=soon", 422);
    }

    @Test
    void whoIsAskedWithWhomIsToldWhatFor() {
        record();
        assertThat(page("manager", "/conversations/new", 200).select("h1").text())
                .isEqualTo("Log a conversation");
        Document plan = page("manager", "/conversations/plan", 200);
        assertThat(plan.select("h1").text()).isEqualTo("Plan a talk");
        assertThat(plan.select("main > header").text()).doesNotContain("was held");
    }

    /** Kept by one, it is nobody else's; kept again it is replaced. */
    @Test
    void whatIsAskedOfATeamIsKeptUnderAName() {
        record();
        String asked = "/teams/North?sort=e&order=descending&topic=quota&on=&cursor=c&done=x";
        String kept = "?sort=e&order=descending&topic=quota";
        Map<String, String> view = Map.of("page", "team", "name", " Söhne & <b> ", "to", asked);
        assertThat(page("manager", "/teams/North", 200).select(".views form")).isEmpty();
        assertThat(page("manager", asked.replace("&cursor=c", ""), 200).select(".views .save"))
                .hasSize(1);
        assertThat(sent("/views", view)).isEqualTo(asked.replace("&done=x", "&done=view-saved"));
        assertThat(sent("/views", view)).contains("done=view-saved");
        Element link = page("manager", "/teams/North", 200).selectFirst(".views li a");
        assertThat(Objects.requireNonNull(link).text()).isEqualTo("Söhne & <b>");
        assertThat(link.attr("href")).isEqualTo(kept);
        assertThat(page("manager", "/teams/North" + kept, 200).select("[name=sort]").val())
                .isEqualTo("e");
        assertThat(page("auditor", "/teams/North", 200).select(".views li")).isEmpty();
        assertThat(page("auditor", "/audit/log", 200).select(".views li")).isEmpty();

        assertThat(refused(view, "name", " ")).contains("must be given");
        assertThat(refused(view, "name", "n".repeat(61))).contains("at most 60 characters");
        assertThat(refused(view, "page", "year")).contains("must be one of");
        assertThat(refused(view, "to", "/teams/North?done=x")).contains("must be given");
        for (int i = 2; i <= 20; i++) {
            assertThat(sent("/views", with(view, "name", "view " + i))).contains("view-saved");
        }
        assertThat(refused(view, "name", "view 21")).contains("there are 20 already");
        assertThat(sent("/views", view)).contains("view-saved");
        for (int i = 2; i <= 20; i++) {
            sent("/views/removal", with(view, "name", "view " + i));
        }
        assertThat(sent("/views/removal", with(view, "name", "Söhne & <b>")))
                .contains("done=view-removed");
        assertThat(page("manager", "/teams/North", 200).select(".views li")).isEmpty();
    }

    private static Map<String, String> with(Map<String, String> view, String key, String value) {
        Map<String, String> other = new HashMap<>(view);
        other.put(key, value);
        return other;
    }

    /** Where a form leads. */
    private static String sent(String path, Map<String, String> fields) {
        HttpResponse<String> answer =
                api().typed(path, api().session(api().token("manager")), form(fields));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String refused(Map<String, String> view, String key, String value) {
        return typed("/views", form(with(view, key, value)), 422).select("main").text();
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(e ->
                        e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Test
    void aTableIsAFileForSpreadsheetsThatHoldsNoFormula() {
        record();
        HttpResponse<String> answer = api().page("auditor", "/teams/North?format=csv");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment");
        assertThat(answer.body())
                .startsWith("\uFEFFrep,name,")
                .contains("\r\nrobin,Robin,e,", "\r\nsam,")
                .containsPattern("sam,[^\r]*,2026-01-01\r\n");
    }

    @Test
    void aSessionWritesOnlyFromAPageOfOurs() {
        Api api = api();
        String cookie = api.session(api.token("manager"));
        String ours = api.pages().toString();
        assertThat(api.form("/people", cookie, "Sec-Fetch-Site", "same-origin")).isNotEqualTo(302);
        assertThat(api.form("/people", cookie, "Origin", ours)).isNotEqualTo(302);
        for (String[] foreign :
                new String[][] {
                    {"Sec-Fetch-Site", "cross-site"},
                    {"Sec-Fetch-Site", "same-site"},
                    {"Origin", "https://elsewhere.example"},
                    {"Origin", "null"},
                    {"Sec-Fetch-Site", "cross-site", "Origin", ours},
                    {"X-Nothing", "said"}
                }) {
            assertThat(api.form("/people", cookie, foreign))
                    .as(String.join(" ", foreign))
                    .isEqualTo(302);
        }
        for (String path : List.of("/sign-in", "/sign-in/passkey", "/sign-in/passkey/options")) {
            assertThat(api.form(path, "x=y", "Sec-Fetch-Site", "cross-site")).isEqualTo(302);
        }
        assertThat(api.form("/preferences", "x=y", "Origin", "https://elsewhere.example"))
                .isEqualTo(302);
    }

    @Test
    void signingInLeadsToThePageThatWasAskedFor() {
        String way = "/sign-in?next=%2Fteams%2FField%2520Sales%3Fon%3D2026-06-30";
        String asked = "/teams/Field%20Sales?on=2026-06-30";
        Document form = Jsoup.parse(api().page(way).body());
        assertThat(form.select("input[name=next]").attr("value")).isEqualTo(asked);
        HttpResponse<String> wrong = api().typed("/sign-in", "x=y", "token=no&next=%2Fteams");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(Jsoup.parse(wrong.body()).select("input[name=next]").attr("value"))
                .isEqualTo("/teams");
        assertThat(signedIn(URLEncoder.encode(asked, StandardCharsets.UTF_8))).isEqualTo(asked);
    }

    @Test
    void signingInLeadsToNoOtherSite() {
        for (String elsewhere :
                List.of(
                        "//elsewhere.example",
                        "/\\elsewhere.example",
                        "\\\\elsewhere.example",
                        "/\t/elsewhere.example",
                        "https://elsewhere.example",
                        "javascript:alert(1)",
                        "elsewhere.example",
                        "/" + "a".repeat(2_000))) {
            String next = URLEncoder.encode(elsewhere, StandardCharsets.UTF_8);
            assertThat(signedIn(next)).as(elsewhere).isEqualTo("/");
            assertThat(
                            Jsoup.parse(api().page("/sign-in?next=" + next).body())
                                    .select("[name=next]"))
                    .as(elsewhere)
                    .isEmpty();
        }
    }

    /** Where somebody who signs in is led. */
    private static String signedIn(String next) {
        HttpResponse<String> answer =
                api().typed("/sign-in", "x=y", "token=" + api().token("admin") + "&next=" + next);
        assertThat(answer.statusCode()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    @Test
    void aSessionWritesByNoOtherMethod() {
        String cookie = api().session(api().token("admin"));
        for (String method : List.of("PUT", "PATCH", "DELETE")) {
            for (String path : List.of("/people", "/api/v1/notices/wishes")) {
                assertThat(
                                api().sent(
                                                method,
                                                path,
                                                "Cookie",
                                                cookie,
                                                "Sec-Fetch-Site",
                                                "same-origin"))
                        .as(method + " " + path)
                        .isIn(302, 401);
            }
        }
    }

    private static Element row(Document list, String name) {
        return list.select("tbody tr").stream()
                .filter(row -> row.select("th").text().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + list.text()));
    }
}
