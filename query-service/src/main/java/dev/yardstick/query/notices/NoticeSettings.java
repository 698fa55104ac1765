package dev.yardstick.query.notices;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How notices go out.
 *
 * @param baseUrl {@code yardstick.notices.base-url}: where people find the pages, without a slash
 *     at the end
 * @param every {@code yardstick.notices.every}: the pause between two looks at what is new
 * @param warningsEvery {@code yardstick.notices.warnings-every}: how often a rep's warnings are
 *     worked out at most while the log grows; when it does not, once a day
 * @param retryPause {@code yardstick.notices.retry-pause}: before the second try; it doubles with
 *     every try up to six hours, twelve tries in all
 */
@ConfigurationProperties("yardstick.notices")
record NoticeSettings(
        @DefaultValue("http://localhost:8080") URI baseUrl,
        @DefaultValue("5s") Duration every,
        @DefaultValue("1h") Duration warningsEvery,
        @DefaultValue("1m") Duration retryPause,
        @DefaultValue MailServer mail) {

    enum Tls {
        /** STARTTLS, or nothing is sent. */
        STARTTLS,
        /** TLS from the first byte. */
        IMPLICIT,
        NONE
    }

    /**
     * The mail server, under {@code yardstick.notices.mail}.
     *
     * @param host none: no mail is sent
     * @param username none: it is not asked for
     * @param from the sender's address
     */
    record MailServer(
            @Nullable String host,
            @DefaultValue("587") int port,
            @Nullable String username,
            @Nullable String password,
            @Nullable String from,
            @DefaultValue("starttls") Tls tls) {

        MailServer {
            if (host != null && !host.isBlank() && (from == null || !from.contains("@"))) {
                throw new IllegalArgumentException(
                        "yardstick.notices.mail.from must be a mail address, since"
                                + " yardstick.notices.mail.host is set");
            }
        }

        boolean asksForPassword() {
            return username != null && !username.isBlank();
        }

        boolean isSet() {
            return host != null && !host.isBlank();
        }
    }
}
