package dev.yardstick.command.web;

import dev.yardstick.events.refusal.NotFoundException;

import dev.yardstick.events.refusal.Reason;

import dev.yardstick.command.input.Bodies;

import dev.yardstick.command.input.Fields;
import dev.yardstick.command.privacy.Erasures;
import dev.yardstick.command.rep.Reps;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.util.List;

/** Erases persons. */
@RestController
record ErasureController(Erasures erasures, Reps reps) {

    /** The grounds of the General Data Protection Regulation, article 17(1). */
    private static final List<String> REASONS =
            List.of(
                    "requested",
                    "no-longer-needed",
                    "consent-withdrawn",
                    "objected",
                    "unlawful",
                    "obliged");

    /** {@code {reason}}: name, mail address and all free texts are gone; figures stay. */
    @PostMapping(path = "/api/v1/reps/{rep}/erasure", consumes = MediaType.APPLICATION_JSON_VALUE)
    Reached erase(@PathVariable String rep, HttpServletRequest request) throws IOException {
        Fields body = Bodies.fields(request);
        String reason = body.requiredText("reason");
        if (!reason.isEmpty() && !REASONS.contains(reason)) {
            body.fault("reason", Reason.ONE_OF.of(String.join(", ", REASONS)));
        }
        body.refuseUnknown();
        body.done();
        if (!reps.find(Bodies.id("rep", rep)).isKnown()) {
            throw new NotFoundException(Reason.NO_REP.of(rep));
        }
        return new Reached(erasures.erase(rep, reason));
    }
}
