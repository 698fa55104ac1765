package dev.yardstick.query.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.query.view.PersonalTexts;
import dev.yardstick.runtime.Aes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens texts about persons with keys asked from command-service, kept for a short while in memory
 * only. Without a key, or without command-service, a text stays sealed and the answer shows an id
 * in its place.
 */
@Component
public class PersonalKeys implements PersonalTexts {

    private static final Logger LOG = LoggerFactory.getLogger(PersonalKeys.class);

    private static final int MAX_CACHED = 50_000;
    private static final int MAX_ASKED = 200;
    private static final int MAX_READINGS = 3;
    private static final ScopedValue<Set<String>> MISSED = ScopedValue.newInstance();
    private static final ScopedValue<AtomicReference<Texts>> WORST = ScopedValue.newInstance();
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final Duration ABSENCE_KEPT = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Cache<String, byte[]> keys =
            Caffeine.newBuilder().maximumSize(MAX_CACHED).expireAfterWrite(KEPT).build();

    /** Whose key there is not; true: command-service says so. */
    private final Cache<String, Boolean> absent =
            Caffeine.newBuilder().maximumSize(MAX_CACHED).expireAfterWrite(ABSENCE_KEPT).build();

    private final Cache<String, Boolean> gone =
            Caffeine.newBuilder().maximumSize(MAX_CACHED).expireAfterWrite(KEPT).build();
    private final CommandService commands;
    private final JsonMapper json;

    PersonalKeys(CommandService commands, JsonMapper json) {
        this.commands = commands;
        this.json = json;
    }

    /**
     * Reads within transactions of its own. No connection is held while command-service is asked:
     * the keys that a reading lacked are asked for after it, and then it is read anew.
     */
    public <T> T opened(Supplier<T> reading) {
        for (int left = MAX_READINGS; ; left--) {
            Set<String> missed = new LinkedHashSet<>();
            try {
                T answer = ScopedValue.where(MISSED, missed).call(reading::get);
                if (left == 1 || !haveCome(missed)) {
                    return answer;
                }
            } catch (RuntimeException e) {
                if (left == 1 || !haveCome(missed)) {
                    throw e;
                }
            }
        }
    }

    /** Whether texts could be opened, the worst last. */
    private enum Texts {
        OPEN,
        /** A key is not there, or does not fit. */
        SEALED,
        /** Command-service did not answer. */
        UNANSWERED
    }

    /** An answer with texts in it. */
    public static final class Opened<T> {

        private final T answer;
        private final Texts texts;

        private Opened(T answer, Texts texts) {
            this.answer = answer;
            this.texts = texts;
        }

        public T answer() {
            return answer;
        }

        /** Whether every text in it could be opened. */
        public boolean isWhole() {
            return texts == Texts.OPEN;
        }

        /** Whether more of it can be opened when command-service answers. */
        public boolean isUnanswered() {
            return texts == Texts.UNANSWERED;
        }
    }

    /** Draws an answer, perhaps within another, and says whether its texts could be opened. */
    public <T> Opened<T> watched(Supplier<T> drawing) {
        AtomicReference<Texts> worst = new AtomicReference<>(Texts.OPEN);
        T answer = ScopedValue.where(WORST, worst).call(drawing::get);
        Texts texts = Objects.requireNonNull(worst.get());
        worse(texts);
        return new Opened<>(answer, texts);
    }

    private static void worse(Texts texts) {
        if (WORST.isBound()) {
            WORST.get().accumulateAndGet(texts, (a, b) -> a.compareTo(b) < 0 ? b : a);
        }
    }

    private boolean haveCome(Set<String> missed) {
        prefetch(missed);
        return missed.stream().anyMatch(person -> keys.getIfPresent(person) != null);
    }

    /** Asks for the keys of many persons at once, before their texts are opened one by one. */
    public void prefetch(Collection<String> persons) {
        List<String> unknown =
                persons.stream()
                        .distinct()
                        .filter(p -> keys.getIfPresent(p) == null && absent.getIfPresent(p) == null)
                        .toList();
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            if (MISSED.isBound()) {
                MISSED.get().addAll(unknown);
            }
            return;
        }
        boolean answers = true;
        for (int i = 0; i < unknown.size(); i += MAX_ASKED) {
            List<String> some = unknown.subList(i, Math.min(i + MAX_ASKED, unknown.size()));
            answers = answers && ask(some, "GET");
            boolean answered = answers;
            // Not before: whoever else asks meanwhile would take it for an answer.
            some.stream()
                    .filter(person -> keys.getIfPresent(person) == null)
                    .forEach(person -> absent.put(person, answered));
        }
    }

    /** An erased person's texts are shown no longer. */
    @EventListener
    void forget(RepErased erased) {
        gone.put(erased.rep(), true);
        keys.invalidate(erased.rep());
    }

    @Override
    public @Nullable String open(Personal personal) {
        return switch (personal) {
            case Personal.Open(var person, var text) -> text;
            case Personal.Sealed(var person, var sealed) -> {
                prefetch(List.of(person));
                byte[] key = keys.getIfPresent(person);
                String text = key == null ? null : decrypt(person, sealed, key);
                if (text == null) {
                    worse(
                            Boolean.FALSE.equals(absent.getIfPresent(person))
                                    ? Texts.UNANSWERED
                                    : Texts.SEALED);
                }
                yield text;
            }
        };
    }

    /** Seals a text about a person; null without the key. */
    @Nullable String seal(String person, String text) {
        prefetch(List.of(person));
        byte[] key = keys.getIfPresent(person);
        if (key == null) {
            return null;
        }
        byte[] sealed = Aes.seal(key, person, text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(sealed);
    }

    /**
     * Seals a text about a person, who is given a key where she has none yet; null: she was erased,
     * or command-service is away.
     */
    public @Nullable String sealFor(String person, String text) {
        if (keys.getIfPresent(person) == null) {
            absent.put(person, ask(List.of(person), "POST"));
        }
        return seal(person, text);
    }

    /** Whether command-service answered. */
    private boolean ask(List<String> persons, String method) {
        String query =
                persons.stream()
                        .map(p -> "person=" + URLEncoder.encode(p, StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        try (InputStream answer = commands.ask(method, "/api/v1/personal-keys?" + query, TIMEOUT)) {
            for (JsonNode item : json.readTree(answer).path("items")) {
                String person = item.path("person").stringValue("");
                keys.put(person, Base64.getDecoder().decode(item.path("key").stringValue("")));
                // the answer may be older than the erasure
                if (gone.getIfPresent(person) != null) {
                    keys.invalidate(person);
                }
            }
            return true;
        } catch (IOException | JacksonException e) {
            LOG.warn("command-service gives no keys: {}", e.toString());
            return false;
        }
    }

    private static @Nullable String decrypt(String person, String sealed, byte[] key) {
        try {
            byte[] text = Aes.open(key, person, Base64.getDecoder().decode(sealed));
            return new String(text, StandardCharsets.UTF_8);
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue("person", person)
                    .log("a text about {} cannot be opened: {}", person, e.toString());
            return null;
        }
    }
}
