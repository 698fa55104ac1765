package dev.yardstick.query.notices;

import dev.yardstick.events.Codes;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.known.KnownStore;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps what each person wants to be told. Addresses and secrets are sealed under her key. */
@Component
public record Subscriptions(
        TransactionTemplate transaction,
        JdbcClient jdbc,
        PersonalKeys keys,
        Webhooks webhooks,
        KnownStore library,
        Clock clock) {

    private static final String FIND =
            "select kinds, mail, address, webhook, secret, language from notice_wish where person ="
                    + " ?";

    private static final String STATE =
            """
            insert into notice_wish (person, kinds, mail, address, webhook, secret, language)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (person) do update set kinds = excluded.kinds, mail = excluded.mail,
                address = excluded.address, webhook = excluded.webhook, secret = excluded.secret,
                language = excluded.language
            """;

    private static final String UNSUBSCRIBE =
            "delete from notice_subscription where person = ? and not (kind || ' ' || channel ="
                    + " any(?))";

    /** What was wanted before stays wanted since then. */
    private static final String SUBSCRIBE =
            """
            insert into notice_subscription (person, kind, channel, since)
            select ?, split_part(w, ' ', 1), split_part(w, ' ', 2), clock_timestamp()
            from unnest(?::text[]) w
            on conflict do nothing
            """;

    private static final String FORGET = "delete from notice_wish where person = ?";

    private static final String FORGET_NOTICES = "delete from notice where person = ?";

    private static final String DROP =
            """
            update notice set state = 'dropped', reason = 'erased'
            where rep = ? and state = 'pending'
            """;

    /** Those of whom the process ended before it could forget them. */
    private static final String ERASED =
            """
            select distinct c.rep from chronicle c
            where c.type = 'rep-erased'
              and (exists (select from notice_wish where person = c.rep)
                   or exists (select from notice where rep = c.rep and state = 'pending'))
            """;

    /**
     * What a person wishes.
     *
     * @throws org.springframework.dao.DataAccessException also where what is sealed cannot be
     *     opened, since command-service is away
     */
    public Subscription find(String person) {
        return row(person).map(row -> wish(person, row)).orElse(Subscription.NOTHING);
    }

    /** The secret with which webhooks to a person are signed. */
    @Nullable String secret(String person) {
        return row(person).map(Row::secret).map(sealed -> open(person, sealed)).orElse(null);
    }

    /** A row as it is; opened when its connection is given back. */
    private record Row(
            List<String> kinds,
            boolean mail,
            @Nullable String address,
            @Nullable String webhook,
            @Nullable String secret,
            String language) {}

    private Optional<Row> row(String person) {
        return jdbc.sql(FIND)
                .param(person)
                .query((row, n) ->
                        new Row(
                                List.of((String[]) row.getArray(1).getArray()),
                                row.getBoolean(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6)))
                .optional();
    }

    private Subscription wish(String person, Row row) {
        Set<Kind> kinds = EnumSet.allOf(Kind.class);
        kinds.removeIf(kind -> !row.kinds().contains(Codes.of(kind)));
        return new Subscription(
                kinds,
                row.mail(),
                row.address() == null ? null : open(person, row.address()),
                row.webhook() == null ? null : URI.create(open(person, row.webhook())),
                Locale.of(row.language()));
    }

    private String open(String person, String sealed) {
        String text = keys.open(new Personal.Sealed(person, sealed));
        if (text == null) {
            throw new DataAccessResourceFailureException(
                    "the key of " + person + " is not to be had");
        }
        return text;
    }

    /**
     * Where her mail goes: to the address that she wishes, else to hers as a rep; null: nowhere.
     */
    public @Nullable String address(String person, Subscription wish, long position) {
        return wish.address() != null
                ? wish.address()
                : library.rep(person, position)
                        .map(rep -> rep.email(LocalDate.now(clock.withZone(rep.timeZone()))))
                        .map(keys::open)
                        .orElse(null);
    }

    /**
     * States what a person wants from now on.
     *
     * @return the secret of a webhook whose address is new, told this once; null: none is new
     * @throws org.springframework.dao.DataAccessException also where nothing can be sealed
     */
    public @Nullable String state(String person, Subscription wish) {
        Row before = row(person).orElse(null);
        String secret = null;
        String webhook = null;
        String sealedSecret = null;
        if (wish.webhook() != null) {
            if (before != null && wish.webhook().equals(wish(person, before).webhook())) {
                webhook = before.webhook();
                sealedSecret = before.secret();
            } else {
                secret = webhooks.newSecret();
                webhook = seal(person, wish.webhook().toString());
                sealedSecret = seal(person, secret);
            }
        }
        List<@Nullable Object> row =
                Arrays.asList(
                        person,
                        wish.kinds().stream().map(Codes::of).toArray(String[]::new),
                        wish.mail(),
                        wish.address() == null ? null : seal(person, wish.address()),
                        webhook,
                        sealedSecret,
                        wish.language().getLanguage());
        String[] wanted = wanted(wish);
        transaction.executeWithoutResult(status -> {
            jdbc.sql(STATE).params(row).update();
            jdbc.sql(UNSUBSCRIBE).params(person, wanted).update();
            jdbc.sql(SUBSCRIBE).params(person, wanted).update();
        });
        return secret;
    }

    private static String[] wanted(Subscription wish) {
        return wish.kinds().stream()
                .flatMap(kind ->
                        Arrays.stream(Channel.values())
                                .filter(wish::by)
                                .map(channel -> Codes.of(kind) + " " + Codes.of(channel)))
                .toArray(String[]::new);
    }

    private String seal(String person, String text) {
        String sealed = keys.sealFor(person, text);
        if (sealed == null) {
            throw new DataAccessResourceFailureException(
                    "there is no key for " + person + " at the moment");
        }
        return sealed;
    }

    /** An erased person is told nothing, and nobody is told anything more of her. */
    @EventListener
    void forget(RepErased erased) {
        forget(erased.rep());
    }

    @EventListener(ApplicationReadyEvent.class)
    void forgetThoseErasedBefore() {
        jdbc.sql(ERASED).query(String.class).list().forEach(this::forget);
    }

    private void forget(String person) {
        jdbc.sql(FORGET).param(person).update();
        jdbc.sql(FORGET_NOTICES).param(person).update();
        jdbc.sql(DROP).param(person).update();
    }
}
