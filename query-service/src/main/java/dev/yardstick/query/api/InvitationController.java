package dev.yardstick.query.api;

import dev.yardstick.query.access.Invitations;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Invites people to sign in by themselves, and ends it. */
@RestController
record InvitationController(Invitations invitations) {

    /**
     * Who is to be invited.
     *
     * @param person the id of a rep or manager, or one that nobody has yet
     */
    record Wanted(
            @Schema(allowableValues = {"manager", "rep", "auditor", "operator", "admin"})
                    String role,
            String person) {}

    /** Invites a person; an invitation that she has is valid no more. */
    @PostMapping(path = "/api/v1/invitations", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Invitations.Made invite(
            @RequestBody(content = @Content(schema = @Schema(implementation = Wanted.class)))
                    @org.springframework.web.bind.annotation.RequestBody
                    JsonNode body) {
        WishReader.requireOnly(body, "", List.of("role", "person"));
        return invitations.invite(
                body.path("role").stringValue(""), body.path("person").stringValue("").strip());
    }

    /**
     * What was ended.
     *
     * @param sessions how many sessions
     */
    record Ended(String person, int sessions) {}

    /**
     * Ends how a person signs in by herself, her invitation and her sessions; her tokens are
     * revoked by the calls for tokens. Once more changes nothing.
     */
    @PostMapping("/api/v1/access/{person}/end")
    Ended end(@PathVariable String person) {
        return new Ended(person, invitations.end(person));
    }
}
