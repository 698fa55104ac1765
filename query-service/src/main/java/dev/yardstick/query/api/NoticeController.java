package dev.yardstick.query.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yardstick.events.Codes;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Rights;
import dev.yardstick.query.application.Overviews;
import dev.yardstick.query.application.Positions;
import dev.yardstick.query.application.Roster;
import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.known.KnownStore;
import dev.yardstick.query.notices.Mail;
import dev.yardstick.query.notices.NoticeHistory;
import dev.yardstick.query.notices.Subscription;
import dev.yardstick.query.notices.Subscriptions;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What the caller wants to be told by mail or webhook, and what she was told. */
@RestController
public record NoticeController(
        Subscriptions wishes,
        NoticeHistory told,
        WishReader reader,
        Mail mail,
        KnownStore library,
        Visible visible,
        Snapshots snapshots,
        Rights rights,
        Roster roster,
        Positions positions) {

    private static final int MAX_LIMIT = 200;

    /**
     * A webhook.
     *
     * @param secret signs what is posted; told once, when the address is new
     */
    public record Webhook(
            URI url, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {}

    /**
     * What a person wants to be told, and how.
     *
     * @param mail whether by mail
     * @param address where mail goes in place of the address that is known of the rep
     * @param mailTo where mail goes; null: no address is known, so none is sent
     * @param mailIsOn whether this server can send mail at all
     * @param kinds to-acknowledge, warning, dispute, week
     * @param language en or nl
     */
    public record View(
            String person,
            boolean mail,
            @Nullable String address,
            @Nullable String mailTo,
            boolean mailIsOn,
            @Nullable Webhook webhook,
            List<String> kinds,
            String language) {}

    /**
     * What can be stated; what is left out is not wanted.
     *
     * @param address for those of whom no address is known
     * @param webhook null: none
     */
    record Statement(
            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) boolean mail,
            @Nullable String address,
            @Nullable Target webhook,
            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) List<String> kinds,
            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) String language) {

        /** Where to post: http or https, a public address. */
        record Target(URI url) {}
    }

    /** The caller's wishes; an admin may ask for anybody's. */
    @GetMapping("/api/v1/notices/wishes")
    public View wishes(@RequestParam(required = false) @Nullable String person) {
        String self = self(person);
        return snapshots.read(() -> {
            rights.readingOf(List.of(self));
            return view(self, wishes.find(self), null);
        });
    }

    /** States all of the caller's wishes anew; what happened before is told to nobody. */
    @PutMapping("/api/v1/notices/wishes")
    public View state(
            @RequestParam(required = false) @Nullable String person,
            @RequestBody(content = @Content(schema = @Schema(implementation = Statement.class)))
                    @org.springframework.web.bind.annotation.RequestBody
                    JsonNode body) {
        String self = self(person);
        Subscription wish = reader.read(body);
        if (library.rep(self, visible.position()).filter(rep -> rep.isErased()).isPresent()) {
            throw new InvalidException("person", Reason.NOT_ERASED);
        }
        if (wish.mail() && !mail.isOn()) {
            throw new InvalidException("mail", Reason.NO_MAIL_SERVER);
        }
        if (wish.mail() && wishes.address(self, wish, visible.position()) == null) {
            throw new InvalidException("address", Reason.NO_KNOWN_ADDRESS.of(self));
        }
        return view(self, wish, wishes.state(self, wish));
    }

    /**
     * What the caller was told or will be about those about whom she may read, newest first; an
     * admin may ask for anybody's.
     */
    @GetMapping("/api/v1/notices")
    public Overviews.Page<NoticeHistory.Item> told(
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        String self = self(person);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidException("limit", Reason.FROM_TO.of(1, MAX_LIMIT));
        }
        long before = positions.before(cursor);
        return snapshots.read(() -> {
            List<NoticeHistory.Item> items = told.find(self, before, limit);
            List<String> reps = items.stream().map(NoticeHistory.Item::rep).distinct().toList();
            Set<String> readable = new HashSet<>(Set.of(self));
            roster.find(reps, visible.position()).forEach(rep -> readable.add(rep.id()));
            return new Overviews.Page<>(
                    items.stream().filter(item -> readable.contains(item.rep())).toList(),
                    items.size() < limit ? null : String.valueOf(items.getLast().id()));
        });
    }

    private String self(@Nullable String person) {
        String self = rights.requireSelf(person);
        if (self == null || self.isBlank()) {
            throw new InvalidException("person", Reason.BOUND_TO_NOBODY);
        }
        return self;
    }

    private View view(String person, Subscription wish, @Nullable String secret) {
        return new View(
                person,
                wish.mail(),
                wish.address(),
                wishes.address(person, wish, visible.position()),
                mail.isOn(),
                wish.webhook() == null ? null : new Webhook(wish.webhook(), secret),
                wish.kinds().stream().map(Codes::of).toList(),
                wish.language().getLanguage());
    }
}
