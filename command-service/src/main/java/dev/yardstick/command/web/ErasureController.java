package dev.yardstick.command.web;

import dev.yardstick.command.input.Bodies;
import dev.yardstick.command.input.Form;
import dev.yardstick.command.privacy.Erasures;
import dev.yardstick.command.rep.Reps;
import dev.yardstick.events.refusal.NotFoundException;
import dev.yardstick.events.refusal.Reason;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Erases persons. */
@RestController
record ErasureController(Erasures erasures, Reps reps) {

    /**
     * Why somebody is erased.
     *
     * @param reason a ground of the General Data Protection Regulation, article 17(1)
     */
    record Ground(
            @Schema(
                            allowableValues = {
                                "requested",
                                "no-longer-needed",
                                "consent-withdrawn",
                                "objected",
                                "unlawful",
                                "obliged"
                            })
                    String reason) {}

    /** Erases a rep: her name, mail address and all free texts are gone; figures stay. */
    @PostMapping(path = "/api/v1/reps/{rep}/erasure", consumes = MediaType.APPLICATION_JSON_VALUE)
    Reached erase(@PathVariable String rep, @RequestBody Form<Ground> form) throws IOException {
        String reason = form.read().reason();
        if (!reps.find(Bodies.id("rep", rep)).isKnown()) {
            throw new NotFoundException(Reason.NO_REP.of(rep));
        }
        return new Reached(erasures.erase(rep, reason));
    }
}
