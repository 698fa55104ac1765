package dev.yardstick.command.access;

import dev.yardstick.command.rep.Rep;
import dev.yardstick.command.rep.Reps;
import dev.yardstick.events.codec.Signature;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.runtime.Routes;
import dev.yardstick.runtime.SecurityLog;
import dev.yardstick.runtime.SecurityNotes;
import dev.yardstick.runtime.access.Denials;
import dev.yardstick.runtime.access.DeniedException;
import dev.yardstick.runtime.access.Departures;
import dev.yardstick.runtime.access.Grants;
import dev.yardstick.runtime.access.TokenSettings;
import dev.yardstick.runtime.problem.Problems;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Which role may make which call. What she may change is decided in {@link Rights}. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    private static final Map<String, SecurityLog.Kind> NOTED =
            Map.of(
                    "PUT /api/v1/crm/connections/{connection}",
                    SecurityLog.Kind.CONNECTION_DEFINED,
                    "PUT /api/v1/crm/connections/{connection}/secrets",
                    SecurityLog.Kind.SECRETS_CHANGED,
                    "POST /api/v1/crm/parked/{id}/repair",
                    SecurityLog.Kind.PARKED_REPAIRED,
                    "POST /api/v1/crm/parked/{id}/dismiss",
                    SecurityLog.Kind.PARKED_DISMISSED,
                    "POST /api/v1/crm/parked/dismiss",
                    SecurityLog.Kind.PARKED_DISMISSED,
                    "POST /api/v1/reps/{rep}/erasure",
                    SecurityLog.Kind.PERSON_ERASED,
                    "POST /api/v1/tokens/{id}/revocation",
                    SecurityLog.Kind.TOKEN_REVOKED);

    /** Nothing here is a page. */
    private static final String POLICY =
            "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final String GRANTS =
            """
            GET  anybody                /actuator/health /actuator/health/**
            ANY  service                /api/v1/personal-keys
            POST crm,admin              /api/v1/crm/events
            POST anybody                /api/v1/crm/webhooks/**
            GET  operator,auditor,admin /api/v1/crm/parked/** /api/v1/crm/connections/**
            POST operator,auditor,admin /api/v1/crm/reconciliations
            POST operator,admin         /api/v1/crm/**
            PUT  operator,admin         /api/v1/crm/connections/**
            GET  auditor,admin,service  /api/v1/audit/events
            GET  operator,auditor,admin /api/v1/audit/ledger
            GET  auditor,admin          /api/v1/audit/**
            POST manager,rep,admin      /api/v1/expectations/*/acknowledgements
            POST manager,rep,admin      /api/v1/expectations/*/disputes
            PUT  manager,admin          /api/v1/reps/* /api/v1/accounts/* /api/v1/expectations/*
            PUT  manager,admin          /api/v1/oversights/*
            POST manager,admin          /api/v1/oversights/*/withdrawal
            PUT  manager,admin          /api/v1/rates/* /api/v1/calendars/* /api/v1/templates/*
            PUT  admin,service          /api/v1/calibrations/*
            POST admin                  /api/v1/reps/*/erasure
            POST manager,admin          /api/v1/reps/*/absences
            POST manager,admin          /api/v1/reps/*/absences/*/cancellation
            POST manager,admin          /api/v1/reps/*/conversations
            POST manager,admin          /api/v1/reps/*/conversations/*/retraction
            POST manager,admin          /api/v1/reps/*/departure
            POST manager,admin          /api/v1/reps/*/snoozes /api/v1/reps/*/talks
            POST manager,admin          /api/v1/reps/*/talks/*/cancellation
            POST manager,rep,admin      /api/v1/reps/*/agreements/*/outcome
            POST manager,admin          /api/v1/expectations /api/v1/expectations/checks
            POST manager,admin          /api/v1/expectations/*/*
            POST manager,admin          /api/v1/expectations/*/communications/*/withdrawal
            POST manager,admin          /api/v1/expectations/*/disputes/*/answers
            GET  auditor,admin          /api/v1/tokens
            POST service                /api/v1/tokens/uses
            POST admin                  /api/v1/tokens /api/v1/tokens/*/revocation
            GET  signed-in              /v3/api-docs /v3/api-docs/**
            GET  operator,admin         /actuator/**
            """;

    @Bean
    SecurityFilterChain calls(HttpSecurity http, Denials denials, SecurityLog log, Routes routes)
            throws Exception {
        SecurityNotes notes = new SecurityNotes(log, NOTED, routes, Caller::signedIn);
        http.headers(headers ->
                headers.contentSecurityPolicy(p -> p.policyDirectives(POLICY))
                        .referrerPolicy(p -> p.policy(ReferrerPolicy.NO_REFERRER)));
        return Grants.apply(http, GRANTS.lines(), denials, notes).build();
    }

    @Bean
    Denials denials(Problems problems) {
        return new Denials(
                problems,
                Reason.PERSON_UNKNOWN_YET,
                e -> e instanceof DeniedException denied ? denied.refusal() : Reason.ROLE);
    }

    @Bean
    Departures departures(Reps reps, Clock clock) {
        return person -> {
            Rep rep = reps.find(person);
            return rep.isKnown() && rep.isGone(clock.instant());
        };
    }

    @Bean
    Signature recordSignature(TokenSettings settings) {
        return new Signature(settings.secrets());
    }
}
