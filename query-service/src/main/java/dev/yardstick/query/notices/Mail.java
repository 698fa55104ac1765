package dev.yardstick.query.notices;

import dev.yardstick.query.notices.Letters.Letter;
import dev.yardstick.query.notices.NoticeSettings.MailServer;
import dev.yardstick.query.notices.NoticeSettings.Tls;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Sends plain letters over SMTP. Its server being away is nobody's ill health but its own. */
@Component
public class Mail {

    private static final String TIMEOUT_MILLIS = "10000";

    private final MailServer settings;
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

    Mail(NoticeSettings settings) {
        this.settings = settings.mail();
        sender.setHost(this.settings.host());
        sender.setPort(this.settings.port());
        if (this.settings.asksForPassword()) {
            sender.setUsername(this.settings.username());
            sender.setPassword(this.settings.password());
        }
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        Tls tls = this.settings.tls();
        sender.setProtocol(tls == Tls.IMPLICIT ? "smtps" : "smtp");
        Properties properties = sender.getJavaMailProperties();
        String prefix = "mail." + sender.getProtocol() + ".";
        properties.setProperty(prefix + "auth", String.valueOf(this.settings.asksForPassword()));
        properties.setProperty(prefix + "starttls.required", String.valueOf(tls == Tls.STARTTLS));
        properties.setProperty(prefix + "starttls.enable", String.valueOf(tls == Tls.STARTTLS));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "connectiontimeout", TIMEOUT_MILLIS);
        properties.setProperty(prefix + "timeout", TIMEOUT_MILLIS);
        properties.setProperty(prefix + "writetimeout", TIMEOUT_MILLIS);
    }

    /** Whether a mail server is set. */
    public boolean isOn() {
        return settings.isSet();
    }

    /** Whether a text is one mail address, without a name. */
    public static boolean isAddress(String text) {
        try {
            InternetAddress[] parsed = InternetAddress.parse(text, true);
            return parsed.length == 1
                    && parsed[0].getPersonal() == null
                    && Objects.equals(parsed[0].getAddress(), text)
                    && text.indexOf('@') > 0
                    && text.chars().noneMatch(Character::isISOControl);
        } catch (AddressException e) {
            return false;
        }
    }

    /**
     * Sends a letter once.
     *
     * @param id the same for every try
     * @throws org.springframework.mail.MailException when the server did not take it
     */
    void send(String to, String id, Letter letter) throws MessagingException {
        String from = Objects.requireNonNull(settings.from());
        MimeMessage message = sender.createMimeMessage();
        MimeMessageHelper helper = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
        helper.setFrom(from);
        helper.setTo(to);
        helper.setSubject(letter.subject());
        helper.setText(letter.text());
        message.setHeader("Content-Language", letter.language().getLanguage());
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader(
                "Message-ID",
                "<" + id + from.substring(from.indexOf('@')).toLowerCase(Locale.ROOT) + ">");
        sender.send(message);
    }
}
