package dev.yardstick.command.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.yardstick.command.access.Caller;
import dev.yardstick.command.axon.CommandSender;
import dev.yardstick.command.input.Asked;
import dev.yardstick.command.input.Fields;
import dev.yardstick.command.input.Form;
import dev.yardstick.command.rep.Rep;
import dev.yardstick.command.rep.Reps;
import dev.yardstick.command.shipping.Shipped;
import dev.yardstick.command.token.AccessToken.Decide;
import dev.yardstick.command.token.AccessTokens.Listed;
import dev.yardstick.events.CrmVersion;
import dev.yardstick.events.TokenEvent.AccessTokenIssued;
import dev.yardstick.events.TokenEvent.AccessTokenRevoked;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.Refusal;
import dev.yardstick.runtime.SecurityLog;
import dev.yardstick.runtime.access.TokenSettings;
import dev.yardstick.runtime.access.TokenUses.Use;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Makes bearer tokens, lists them, and takes them back. */
@RestController
record TokenController(
        AccessTokens tokens,
        CommandSender commands,
        Shipped shipped,
        JwtEncoder encoder,
        Reps reps,
        SecurityLog security,
        Clock clock) {

    private static final String PATH = "/api/v1/tokens";
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    private static final int PAGE = 200;
    private static final int MAX_NAME = 100;
    private static final int MAX_REASON = 300;
    private static final int USUAL_DAYS = 90;
    private static final int MOST_DAYS = 365;
    private static final UUID AFTER_ALL = new UUID(-1, -1);

    /**
     * A token that is to be made.
     *
     * @param name what it is for, at most {@value #MAX_NAME} characters
     * @param person the rep or manager to whom it is bound; a rep's token has one
     * @param sources of a {@code crm} token: the only ones that it may write, those of connections
     *     too; left out: every one that belongs to no connection
     * @param until its last day, in UTC, at most {@value #MOST_DAYS} days ahead; left out: {@value
     *     #USUAL_DAYS} days ahead
     */
    record Wanted(
            String name,
            @Schema(allowableValues = {"crm", "manager", "rep", "auditor", "operator", "admin"})
                    String role,
            @Nullable String person,
            @Nullable List<String> sources,
            @Nullable LocalDate until) {}

    /**
     * A token that was made.
     *
     * @param token itself, which is not kept: it is shown this once
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Made(
            UUID id,
            String name,
            String role,
            @Nullable String person,
            @Nullable List<String> sources,
            Instant expiresAt,
            long position,
            String token) {}

    /** Makes a token; who has it acts by its role from now on. */
    @PostMapping(path = PATH, consumes = JSON)
    @ResponseStatus(HttpStatus.CREATED)
    Made make(@RequestBody Form<Wanted> form) throws IOException {
        Fields body = form.fields();
        Wanted wanted = body.read(Wanted.class);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate until = Objects.requireNonNullElse(wanted.until(), today.plusDays(USUAL_DAYS));
        check(wanted, until, today, body);
        body.done();
        return make(wanted, until.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    private void check(Wanted wanted, LocalDate until, LocalDate today, Fields body) {
        if (wanted.name().length() > MAX_NAME) {
            body.fault("name", Reason.CHARACTERS.of(MAX_NAME));
        }
        Refusal wrong = wrongPerson(wanted.role(), wanted.person());
        if (wrong != null) {
            body.fault("person", wrong);
        }
        if (wanted.sources() != null) {
            if (!wanted.role().equals("crm")) {
                body.fault("sources", Reason.SOURCES_OF_CRM);
            } else if (wanted.sources().isEmpty()) {
                body.fault("sources", Reason.BLANK);
            } else if (wanted.sources().stream().anyMatch(CrmVersion::isReserved)) {
                body.fault("sources", Reason.OWN_SOURCE);
            }
        }
        if (until.isBefore(today) || until.isAfter(today.plusDays(MOST_DAYS))) {
            body.fault("until", Reason.BETWEEN.of(today, today.plusDays(MOST_DAYS)));
        }
    }

    private @Nullable Refusal wrongPerson(String role, @Nullable String person) {
        if (person == null) {
            return role.equals("rep") ? Reason.TOKEN_OF_A_REP : null;
        }
        Rep rep = reps.find(person);
        if (rep.isKnown() ? rep.isGone(clock.instant()) : role.equals("rep")) {
            return Reason.NOBODYS_TOKEN;
        }
        return role.equals("crm") ? Reason.TOKEN_OF_A_CRM : null;
    }

    private Made make(Wanted wanted, Instant expiresAt) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Use made =
                new Use(
                        id,
                        wanted.name(),
                        wanted.role(),
                        wanted.person(),
                        wanted.sources(),
                        now,
                        expiresAt,
                        now);
        // Who gave the right is told before anybody has it.
        long position =
                commands.send(
                                new Decide(
                                        new AccessTokenIssued(
                                                id.toString(),
                                                wanted.role(),
                                                wanted.person(),
                                                wanted.sources(),
                                                expiresAt)),
                                "api")
                        .position();
        tokens.add(made, null);
        note(made);
        return new Made(
                id,
                wanted.name(),
                wanted.role(),
                wanted.person(),
                wanted.sources(),
                expiresAt,
                position,
                signed(made));
    }

    private void note(Use made) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("role", made.role());
        if (made.person() != null) {
            fields.put("person", made.person());
        }
        fields.put("token", made.id().toString());
        security.note(SecurityLog.Kind.TOKEN_ISSUED, Caller.current().actor(), fields);
    }

    private String signed(Use token) {
        JwtClaimsSet.Builder claims =
                JwtClaimsSet.builder()
                        .id(token.id().toString())
                        .issuer(TokenSettings.ISSUER)
                        .subject(Objects.requireNonNullElse(token.person(), token.role()))
                        .claim("role", token.role())
                        .issuedAt(token.madeAt())
                        .expiresAt(token.expiresAt());
        if (token.person() != null) {
            claims.claim("person", token.person());
        }
        if (token.sources() != null) {
            claims.claim("sources", token.sources());
        }
        JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims.build())).getTokenValue();
    }

    /** A part of the tokens. */
    record Page(List<Listed> items, @Nullable UUID next) {}

    /**
     * The tokens that were made here or used, the newest first; never what they are.
     *
     * @param person to whom they are bound, may be repeated; left out: whosever they are
     */
    @GetMapping(PATH)
    Page list(
            @RequestParam(required = false) @Nullable UUID cursor,
            @RequestParam(required = false) @Nullable List<String> person) {
        List<Listed> found =
                tokens.list(
                        Objects.requireNonNullElse(person, List.of()),
                        Objects.requireNonNullElse(cursor, AFTER_ALL),
                        PAGE);
        return new Page(found, found.size() < PAGE ? null : found.getLast().id());
    }

    /** Why a token is taken back: a text about nobody. */
    record Ground(@Asked(free = true) String reason) {}

    /**
     * What came of it.
     *
     * @param position everything up to it holds the revocation
     * @param listed whether the token was made here, or used
     * @param told whether query-service hears of it whatever becomes of this service; else it hears
     *     of it as soon as Kafka takes records again
     */
    record Revoked(UUID id, long position, boolean listed, boolean told) {}

    /** Takes a token back: nobody is let in by it any more. Once more changes nothing. */
    @PostMapping(path = PATH + "/{id}/revocation", consumes = JSON)
    Revoked revoke(@PathVariable UUID id, @RequestBody Form<Ground> form) throws IOException {
        Fields body = form.fields();
        Ground ground = body.read(Ground.class);
        if (ground.reason().length() > MAX_REASON) {
            body.fault("reason", Reason.CHARACTERS.of(MAX_REASON));
        }
        body.done();
        long position =
                commands.send(new Decide(new AccessTokenRevoked(id.toString())), "api").position();
        return new Revoked(
                id, position, tokens.explain(id, ground.reason()), shipped.await(position));
    }

    /** When tokens were used that the other service was shown. */
    record Told(List<Use> uses) {
        Told {
            uses = Objects.requireNonNullElse(uses, List.of());
        }
    }

    /** Of how many tokens it is kept when they were used. */
    record Kept(int tokens) {}

    /** Keeps when tokens were used, as the other service tells it. */
    @PostMapping(path = PATH + "/uses", consumes = JSON)
    Kept used(@org.springframework.web.bind.annotation.RequestBody Told told) {
        tokens.keep(told.uses());
        return new Kept(told.uses().size());
    }
}
