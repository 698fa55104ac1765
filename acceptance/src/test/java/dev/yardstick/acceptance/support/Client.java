package dev.yardstick.acceptance.support;

import dev.yardstick.client.command.ApiClient;
import dev.yardstick.client.command.ApiException;
import dev.yardstick.client.command.api.AccountApi;
import dev.yardstick.client.command.api.CompanyApi;
import dev.yardstick.client.command.api.ExpectationApi;
import dev.yardstick.client.command.api.ParkedApi;
import dev.yardstick.client.command.api.RepApi;
import dev.yardstick.client.command.model.AccountStatement;
import dev.yardstick.client.command.model.CompanyRates;
import dev.yardstick.client.command.model.ExpectationAcknowledgement;
import dev.yardstick.client.command.model.ExpectationClosure;
import dev.yardstick.client.command.model.ExpectationCommunication;
import dev.yardstick.client.command.model.ExpectationProfile;
import dev.yardstick.client.command.model.ExpectationRevision;
import dev.yardstick.client.command.model.ExpectationWithdrawal;
import dev.yardstick.client.command.model.ParkingEntry;
import dev.yardstick.client.command.model.Promise;
import dev.yardstick.client.command.model.PromiseMeasurement;
import dev.yardstick.client.command.model.PromiseTarget;
import dev.yardstick.client.command.model.Reached;
import dev.yardstick.client.command.model.RepStatement;
import dev.yardstick.client.query.api.TeamApi;
import dev.yardstick.client.query.model.Accountability;
import dev.yardstick.client.query.model.Scorecard;
import dev.yardstick.client.query.model.TeamWarned;
import dev.yardstick.client.query.model.Timeline;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ordinary calls, by the client that the build makes of what the services say of themselves.
 * Commands are an admin's and give the position reached, questions an auditor's.
 */
public final class Client {

    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final LocalDate TO = LocalDate.of(2026, 12, 31);

    private final ApiClient commands = new ApiClient();
    private final ApiClient operator = new ApiClient();
    private final dev.yardstick.client.query.ApiClient queries =
            new dev.yardstick.client.query.ApiClient();

    Client(URI commands, URI queries, Map<String, String> tokens) {
        this.commands.updateBaseUri(withoutSlash(commands));
        this.commands.setRequestInterceptor(
                call -> call.header("Authorization", "Bearer " + tokens.get("admin")));
        this.operator.updateBaseUri(withoutSlash(commands));
        this.operator.setRequestInterceptor(
                call -> call.header("Authorization", "Bearer " + tokens.get("operator")));
        this.queries.updateBaseUri(withoutSlash(queries));
        this.queries.setRequestInterceptor(
                call -> call.header("Authorization", "Bearer " + tokens.get("auditor")));
    }

    private static String withoutSlash(URI address) {
        return address.toString().replaceFirst("/$", "");
    }

    /** A call that is refused throws. */
    private interface Command {
        Reached send() throws ApiException;
    }

    private interface Question<T> {
        T ask() throws dev.yardstick.client.query.ApiException;
    }

    private static long reached(Command command) {
        try {
            return command.send().getPosition();
        } catch (ApiException e) {
            throw new AssertionError(e.getCode() + ": " + e.getResponseBody(), e);
        }
    }

    private static <T> T answer(Question<T> question) {
        try {
            return question.ask();
        } catch (dev.yardstick.client.query.ApiException e) {
            throw new AssertionError(e.getCode() + ": " + e.getResponseBody(), e);
        }
    }

    /** Hires a rep of Kim's team North for the year, under her id. */
    public long hire(String rep) {
        return hire(rep, rep);
    }

    public long hire(String rep, String name) {
        RepStatement stated =
                new RepStatement()
                        .name(name)
                        .team("North")
                        .manager("kim")
                        .hiredOn(FROM)
                        .timeZone("UTC")
                        .on(FROM);
        return reached(() -> new RepApi(commands).putRep(rep, stated));
    }

    public long account(String id, String owner, String tier, boolean inherited) {
        AccountStatement stated =
                new AccountStatement()
                        .name(id)
                        .owner(owner)
                        .tier(tier)
                        .inherited(inherited)
                        .on(FROM);
        return reached(() -> new AccountApi(commands).putAccount(id, stated));
    }

    public long rates(String year, CompanyRates rates) {
        return reached(() -> new CompanyApi(commands).putRates(year, rates));
    }

    /** So much revenue in the year. */
    public static Promise revenue(String target) {
        return new Promise()
                .id("revenue")
                .topic(Promise.TopicEnum.QUOTA)
                .title("Revenue")
                .measure(
                        new PromiseMeasurement()
                                .kind(PromiseMeasurement.KindEnum.SUM)
                                .of(PromiseMeasurement.OfEnum.DEAL_WON)
                                .quantity(PromiseMeasurement.QuantityEnum.AMOUNT))
                .target(new PromiseTarget().atLeast(new BigDecimal(target)));
    }

    /** Expects so much revenue of a rep in the year. */
    public long expect(String expectation, String rep, String target) {
        return expect(expectation, rep, List.of(revenue(target)));
    }

    public long expect(String expectation, String rep, List<Promise> clauses) {
        ExpectationProfile profile =
                new ExpectationProfile()
                        .rep(rep)
                        .statement("To be trusted by her customers.")
                        .from(FROM)
                        .to(TO)
                        .currency("EUR")
                        .clauses(clauses);
        return reached(() -> expectations().setExpectation(expectation, profile));
    }

    /** Expects another revenue from a day on. */
    public long revise(String expectation, int version, String from, String target) {
        ExpectationRevision revision =
                new ExpectationRevision()
                        .effectiveFrom(LocalDate.parse(from))
                        .reason("The market grew.")
                        .addClausesItem(revenue(target));
        return reached(() ->
                expectations()
                        .reviseExpectation(expectation, revision, "\"" + version + "\"", null));
    }

    public long communicate(String expectation, int version, String on, String how) {
        ExpectationCommunication told =
                new ExpectationCommunication()
                        .version(version)
                        .on(LocalDate.parse(on))
                        .how(how)
                        .by("Kim");
        return reached(() -> expectations().communicateExpectation(expectation, told, null));
    }

    public long withdraw(String expectation, int version, String reason) {
        ExpectationWithdrawal why = new ExpectationWithdrawal().reason(reason);
        return reached(() -> expectations().withdrawExpectation(expectation, version, why, null));
    }

    /** The rep agrees to some clauses; to all without any. */
    public long acknowledge(
            String expectation, int version, String on, @Nullable List<String> clauses) {
        ExpectationAcknowledgement said =
                new ExpectationAcknowledgement()
                        .version(version)
                        .on(LocalDate.parse(on))
                        .clauses(clauses);
        return reached(() -> expectations().acknowledgeExpectation(expectation, said, null));
    }

    public long close(String expectation, String on, String reason) {
        ExpectationClosure closure =
                new ExpectationClosure().on(LocalDate.parse(on)).reason(reason);
        return reached(() -> expectations().closeExpectation(expectation, closure, null));
    }

    private ExpectationApi expectations() {
        return new ExpectationApi(commands);
    }

    /** The first page of what is parked of a connection. */
    public List<ParkingEntry> parked(String connection) {
        try {
            return new ParkedApi(operator)
                    .listParked(null, connection, null, null, null, null)
                    .getItems();
        } catch (ApiException e) {
            throw new AssertionError(e.getResponseBody(), e);
        }
    }

    /** A rep's year by months as of a day, once a position is visible. */
    public Timeline timeline(String rep, String on, long after) {
        return answer(() ->
                new dev.yardstick.client.query.api.RepApi(queries)
                        .findTimeline(
                                rep,
                                FROM.toString(),
                                TO.toString(),
                                LocalDate.parse(on),
                                null,
                                "month",
                                String.valueOf(after)));
    }

    public Scorecard scorecard(String team, String on, long after) {
        return answer(() ->
                new TeamApi(queries)
                        .findScorecard(team, LocalDate.parse(on), null, String.valueOf(after)));
    }

    public List<TeamWarned> warnings(String team, String on, long after) {
        return answer(() ->
                        new TeamApi(queries)
                                .listWarnings(
                                        team, LocalDate.parse(on), null, String.valueOf(after)))
                .getItems();
    }

    public Accountability accountability(String manager, String on, long after) {
        return answer(() ->
                new TeamApi(queries)
                        .findAccountability(
                                manager, LocalDate.parse(on), null, String.valueOf(after)));
    }
}
