package dev.yardstick.query.notices;

import dev.yardstick.events.Codes;
import dev.yardstick.query.access.ConsistentRead;
import dev.yardstick.query.access.PersonalKeys;
import dev.yardstick.query.access.PersonalKeys.Opened;
import dev.yardstick.query.consuming.Visible;
import dev.yardstick.query.notices.Letters.Letter;
import dev.yardstick.runtime.DatabaseRefusal;
import dev.yardstick.runtime.OutgoingCalls.FailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends what is due. A notice is marked as sent when the receiver has taken it; where a crash comes
 * between the two it goes out once more, under the same id.
 */
@Component
record Delivery(
        NoticeRows rows,
        Subscriptions wishes,
        Happenings happenings,
        WarningWatch warnings,
        WeekWatch weeks,
        Letters letters,
        Mail mail,
        Webhooks webhooks,
        ConsistentRead reading,
        PersonalKeys texts,
        Visible visible,
        JsonMapper json,
        NoticeSettings settings) {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private static final int TOGETHER = 8;
    private static final int MAX_TRIES = 12;
    private static final Duration MAX_PAUSE = Duration.ofHours(6);

    /** Longer than any try may take. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    /**
     * Sends some of what is due.
     *
     * @return whether there may be more
     */
    boolean send() {
        List<Notice> claimed = rows.claim(TOGETHER, LEASE);
        List<Future<?>> sending = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            claimed.forEach(notice -> sending.add(threads.submit(() -> send(notice))));
        }
        for (Future<?> sent : sending) {
            if (sent.state() == Future.State.FAILED && sent.exceptionNow() instanceof Error error) {
                throw error;
            }
        }
        return claimed.size() == TOGETHER;
    }

    /** Whatever fails is tried again, and given up in the end. */
    private void send(Notice notice) {
        try {
            String needless = needless(notice);
            if (needless != null) {
                rows.ended(notice, "dropped", needless);
                return;
            }
            sendNow(notice);
            rows.ended(notice, "sent", null);
        } catch (IOException | FailedException e) {
            failed(notice, String.valueOf(e.getMessage()));
        } catch (MessagingException | MailException e) {
            LOG.debug("a mail is not taken", e);
            failed(notice, "the mail server did not take it");
        } catch (InterruptedException e) {
            // Its lease runs out, and it is tried again.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("notice {} waits: {}", notice.id(), e.toString());
            if (!(e instanceof DataAccessException) || DatabaseRefusal.isOne(e)) {
                failed(notice, "it cannot be written: the service's log says why");
            }
            // else its lease runs out, and it is tried again.
        }
    }

    private @Nullable String needless(Notice notice) {
        if (!rows.isWanted(notice)) {
            return "not wanted any more";
        }
        if (notice.channel() == Channel.MAIL && !mail.isOn()) {
            return "no mail server is set";
        }
        long position = visible.position();
        boolean stands =
                reading.read(() ->
                        switch (notice.kind()) {
                            case WARNING -> warnings.stands(notice, position);
                            case TO_ACKNOWLEDGE, DISPUTE -> happenings.stands(notice, position);
                            case WEEK -> weeks.stands(notice, position);
                        });
        return stands ? null : "answered or over";
    }

    private void sendNow(Notice notice)
            throws FailedException, IOException, MessagingException, InterruptedException {
        Subscription wish = wishes.find(notice.person());
        long position = visible.position();
        Letter letter = write(notice, wish.language(), position);
        if (notice.channel() == Channel.MAIL) {
            String address =
                    reading.readTexts(() -> wishes.address(notice.person(), wish, position));
            if (address == null) {
                throw new IOException("no address");
            }
            mail.send(address, notice.messageId(), letter);
        } else {
            webhooks.post(
                    Objects.requireNonNull(wish.webhook()),
                    Objects.requireNonNull(wishes.secret(notice.person())),
                    notice.messageId(),
                    json.writeValueAsBytes(Payload.of(notice, letter)));
        }
    }

    /** What is told once is not told in ids; but rather so than never. */
    private Letter write(Notice notice, Locale language, long position) throws IOException {
        Opened<Letter> letter =
                reading.readTexts(
                        () -> texts.watched(() -> letters.write(notice, language, position)));
        if (letter.isUnanswered() && notice.tries() < MAX_TRIES) {
            throw new IOException("a name in it cannot be read yet");
        }
        return letter.answer();
    }

    /** What a webhook carries: type, timestamp and data, as Standard Webhooks has it. */
    record Payload(String type, String timestamp, Data data) {

        record Data(
                String person,
                String rep,
                @Nullable String expectation,
                @Nullable Integer version,
                @Nullable String clause,
                LocalDate since,
                String subject,
                String text,
                URI page) {}

        static Payload of(Notice notice, Letter letter) {
            boolean week = notice.kind() == Kind.WEEK;
            return new Payload(
                    "notice." + Codes.of(notice.kind()),
                    notice.madeAt().toString(),
                    new Data(
                            notice.person(),
                            notice.rep(),
                            week ? null : notice.expectation(),
                            week ? null : notice.version(),
                            notice.clause(),
                            notice.since(),
                            letter.subject(),
                            letter.text(),
                            letter.page()));
        }
    }

    private void failed(Notice notice, String reason) {
        if (notice.tries() >= MAX_TRIES) {
            rows.ended(notice, "given-up", reason);
            LOG.warn("notice {} is given up: {}", notice.id(), reason);
            return;
        }
        Duration pause = settings.retryPause().multipliedBy(1L << (notice.tries() - 1));
        rows.failed(notice, reason, Collections.min(List.of(pause, MAX_PAUSE)));
        LOG.info("notice {} could not be sent and is tried again: {}", notice.id(), reason);
    }
}
