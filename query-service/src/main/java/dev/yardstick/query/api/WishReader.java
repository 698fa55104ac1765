package dev.yardstick.query.api;

import dev.yardstick.events.Codes;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedValueException;
import dev.yardstick.query.notices.Kind;
import dev.yardstick.query.notices.Mail;
import dev.yardstick.query.notices.Subscription;
import dev.yardstick.runtime.Destinations;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads a wish, and says what would be right. */
@Component
record WishReader(Destinations destinations) {

    private static final List<String> FIELDS =
            List.of("mail", "address", "webhook", "kinds", "language");
    private static final List<String> LANGUAGES = List.of("en", "nl");

    Subscription read(JsonNode body) {
        if (!body.isObject()) {
            throw new InvalidException("", Reason.SUBSCRIPTION.of(String.join(", ", FIELDS)));
        }
        requireOnly(body, "", FIELDS);
        JsonNode mail = body.path("mail");
        if (!mail.isMissingNode() && !mail.isBoolean()) {
            throw new InvalidException("mail", Reason.TRUTH);
        }
        return new Subscription(
                kinds(body.path("kinds")),
                mail.booleanValue(false),
                address(body.path("address")),
                webhook(body.path("webhook")),
                language(body.path("language")));
    }

    static void requireOnly(JsonNode object, String path, List<String> fields) {
        for (String name : object.propertyNames()) {
            if (!fields.contains(name)) {
                throw new InvalidException(
                        path + name, Reason.ONE_OF.of(String.join(", ", fields)));
            }
        }
    }

    private static Set<Kind> kinds(JsonNode node) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (!node.isMissingNode() && !node.isArray()) {
            throw new InvalidException("kinds", Reason.NOTICE_KINDS);
        }
        for (int i = 0; i < node.size(); i++) {
            try {
                kinds.add(Codes.parse(Kind.class, node.path(i).asString("")));
            } catch (RefusedValueException e) {
                throw new InvalidException("kinds[" + i + "]", e.refusal());
            }
        }
        return kinds;
    }

    private static @Nullable String address(JsonNode node) {
        if (node.isMissingNode() || node.isNull() || node.asString("").isBlank()) {
            return null;
        }
        if (!node.isString() || !Mail.isAddress(node.stringValue())) {
            throw new InvalidException("address", Reason.MAIL_ADDRESS);
        }
        return node.stringValue();
    }

    private @Nullable URI webhook(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isObject()) {
            throw new InvalidException("webhook", Reason.WEBHOOK);
        }
        requireOnly(node, "webhook.", List.of("url"));
        try {
            return destinations.checked(node.path("url").asString(""));
        } catch (RefusedValueException e) {
            throw new InvalidException("webhook.url", e.refusal());
        }
    }

    private static Locale language(JsonNode node) {
        String language = node.asString("en");
        if (!LANGUAGES.contains(language)) {
            throw new InvalidException("language", Reason.ONE_OF.of(String.join(", ", LANGUAGES)));
        }
        return Locale.of(language);
    }
}
