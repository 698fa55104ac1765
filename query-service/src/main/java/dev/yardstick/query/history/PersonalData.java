package dev.yardstick.query.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yardstick.query.facts.Fact;
import dev.yardstick.query.facts.KnownAt;
import dev.yardstick.query.view.Timeline;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Everything that is held about a person, in clear, for the person. After an erasure there is no
 * text to tell: it is null wherever there was one.
 *
 * @param madeAt when this was put together
 * @param person what was recorded of herself: name, mail, team, hire, absences, departure
 * @param absences as they stand
 * @param expectations in all versions, with what changed
 * @param said all that was set, revised, communicated, acknowledged, disputed and closed
 * @param records what CRMs told
 * @param accounts those that ever were hers
 * @param decisions what was decided about CRM events of hers that were parked
 * @param facts what the records amount to
 * @param timeline her figures today, with warnings
 * @param access how she signs in, where she is signed in, and to what she was invited
 * @param readings who read about her, and why
 */
public record PersonalData(
        Timeline.Rep rep,
        Instant madeAt,
        KnownAt knownAt,
        Keeping keeping,
        List<Entry> person,
        List<Absence> absences,
        List<Timeline.Expectation> expectations,
        List<Entry> said,
        List<Entry> records,
        List<Entry> accounts,
        List<Entry> decisions,
        List<Fact> facts,
        Timeline timeline,
        Access access,
        List<Reading> readings) {

    /**
     * Whether the texts are kept.
     *
     * @param state kept or erased
     * @param words what that means
     * @param reason of the erasure
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Keeping(
            String state,
            String words,
            @Nullable Instant erasedAt,
            @Nullable String reason,
            @Nullable String actor,
            @Nullable Long position) {}

    /** An event in words, and its data with all texts in clear. */
    public record Entry(Histories.Item event, JsonNode data) {}

    /** Days on which she was or will be away; {@code to} is null while it lasts. */
    public record Absence(String id, LocalDate from, @Nullable LocalDate to) {}

    /**
     * How she comes in. Of her password only its hash is held.
     *
     * @param signsIn by herself; null: she does not
     * @param invitation which she has not used; null: none
     */
    public record Access(
            @Nullable SignsIn signsIn, @Nullable Invitation invitation, List<Session> sessions) {}

    /**
     * How she signs in by herself.
     *
     * @param by password, passkey
     * @param last when she last did; null: not yet
     */
    public record SignsIn(
            String role,
            List<String> by,
            Instant since,
            @Nullable Instant last,
            List<Passkey> passkeys) {}

    /**
     * A passkey by which she signs in.
     *
     * @param name as she calls it; empty: not at all
     * @param last when she last signed in by it; null: not yet
     */
    public record Passkey(String name, Instant since, @Nullable Instant last) {}

    /** An invitation to sign in by herself. */
    public record Invitation(String role, @Nullable String by, Instant until) {}

    /**
     * Where she is signed in with a browser.
     *
     * @param by link, password, passkey, token or provider
     */
    public record Session(String role, String by, Instant begun, Instant seen) {}

    /** A reading about her. */
    public record Reading(
            Instant at,
            String actor,
            String basis,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String insteadOf,
            String call,
            @Nullable String reason) {}
}
