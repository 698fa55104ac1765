package dev.yardstick.query.access;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.credential.Credentials;
import dev.yardstick.query.credential.SignInLinks;
import dev.yardstick.runtime.SecurityLog;
import dev.yardstick.runtime.SecurityLog.Kind;
import dev.yardstick.runtime.access.Grants;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Gives people access, who sign in by themselves, and takes it. */
@Component
public final class Invitations {

    /** What somebody can be invited as. */
    public static final List<String> ROLES =
            List.of("manager", "rep", "auditor", "operator", "admin");

    /** Where an invited person chooses. */
    public static final String PAGE = "/sign-in/invited";

    private static final int MOST = 200;

    private final SignInLinks links;
    private final Credentials credentials;
    private final Sessions sessions;
    private final Persons persons;
    private final SecurityLog log;
    private final Clock clock;
    private final Duration validity;
    private final @Nullable String pages;

    /**
     * Invitations.
     *
     * @param validity {@code yardstick.sign-in.invitation}: how long one is valid
     * @param pages {@code yardstick.notices.base-url}: where people find the pages; null: where
     *     whoever invites finds them
     */
    Invitations(
            SignInLinks links,
            Credentials credentials,
            Sessions sessions,
            Persons persons,
            SecurityLog log,
            Clock clock,
            @Value("${yardstick.sign-in.invitation:7d}") Duration validity,
            @Value("${yardstick.notices.base-url:#{null}}") @Nullable String pages) {
        this.links = links;
        this.credentials = credentials;
        this.sessions = sessions;
        this.persons = persons;
        this.log = log;
        this.clock = clock;
        this.validity = validity;
        this.pages = pages;
    }

    /**
     * An invitation that was made.
     *
     * @param link for the person alone: it is shown this once, and valid once
     */
    public record Made(String person, String role, Instant until, String link) {}

    /**
     * Invites a person; an invitation that she has is valid no more.
     *
     * @throws InvalidException when there is no such role, or nobody like that works here
     */
    public Made invite(String role, String person) {
        if (!ROLES.contains(role)) {
            throw new InvalidException("role", Reason.ONE_OF.of(String.join(", ", ROLES)));
        }
        if (person.isBlank()) {
            throw new InvalidException("person", Reason.BLANK);
        }
        if (person.length() > MOST) {
            throw new InvalidException("person", Reason.CHARACTERS.of(MOST));
        }
        if (person.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidException("person", Reason.CONTROL);
        }
        if (persons.isGone(person) || (role.equals("rep") && !persons.isRep(person))) {
            throw new InvalidException("person", Reason.NOBODYS_TOKEN);
        }
        Instant until = clock.instant().plus(validity);
        String actor = Caller.current().actor();
        String code = links.toPerson(role, person, actor, validity);
        log.note(Kind.PERSON_INVITED, actor, Map.of("role", role, "person", person));
        return new Made(person, role, until, pages() + PAGE + "?code=" + code);
    }

    private String pages() {
        if (pages != null) {
            return pages;
        }
        HttpServletRequest request =
                ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
                        .getRequest();
        return UriComponentsBuilder.fromUriString(request.getRequestURL().toString())
                .scheme(Grants.isOverTls(request) ? "https" : request.getScheme())
                .replacePath(null)
                .build()
                .toUriString();
    }

    /**
     * Ends a person's access: how she signs in, her invitations and her sessions. Her tokens are
     * command-service's.
     *
     * @return how many sessions ended
     */
    public int end(String person) {
        boolean ended = credentials.end(person);
        int count = sessions.endAll(new Caller("none", person)).size();
        if (ended || count > 0) {
            log.note(
                    Kind.ACCESS_ENDED,
                    Caller.current().actor(),
                    Map.of("of", person, "count", count));
        }
        return count;
    }
}
