package dev.yardstick.command.intake.dialect;

import dev.yardstick.events.IntakeEvent.ConnectionDefined;
import dev.yardstick.runtime.OutgoingCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How one kind of CRM signs its deliveries, words them, and serves its records. Threadsafe. */
public interface Dialect {

    /** The kind's name in a connection's definition. */
    String kind();

    /** The names that its secrets may have, as patterns. */
    Set<String> secrets();

    /** Whether a delivery's address ends in what it is about. */
    default boolean hasTopics() {
        return false;
    }

    /**
     * Proves over the raw body that a delivery comes from the CRM.
     *
     * @throws UnverifiedException when it does not
     */
    void verify(WebhookRequest delivery, Secrets secrets, Instant now);

    /** The notices of a verified delivery, each to be taken or parked by itself. */
    List<ChangeNotice> notices(WebhookRequest delivery, JsonNode body, Instant now);

    /**
     * What is to be done about a notice.
     *
     * @throws UnclearException when the mapping does not cover it, or it lacks something
     * @throws CountsNowhereException when it counts nowhere
     */
    List<Instruction> instructions(ChangeNotice notice, ConnectionDefined connection);

    /**
     * When the CRM gave a notice, by its clock: it had then what the notice shows, or had deleted
     * it. Null where it does not say so, or where that is the version of the record.
     */
    default @Nullable Instant told(ChangeNotice notice) {
        return null;
    }

    /** Where its records are fetched; null: nobody knows. */
    default @Nullable String api(ConnectionDefined connection) {
        return connection.api();
    }

    /**
     * The call that fetches a record; null for a CRM whose deliveries hold whole records.
     *
     * @param token that the CRM's API takes
     */
    default @Nullable OutgoingCall fetch(
            ConnectionDefined connection, Instruction.Fetch record, String token) {
        return null;
    }

    /**
     * Who owns records at the CRM; null where its API cannot be asked.
     *
     * @param token that the CRM's API takes
     */
    default @Nullable Listing<Listing.Owner> owners(ConnectionDefined connection, String token) {
        return null;
    }

    /** The objects of which a record is fetched to try a mapping. */
    default List<String> sampled() {
        return List.of();
    }

    /**
     * The latest record of an object; null where nobody said where the API is.
     *
     * @param token that the CRM's API takes
     */
    default @Nullable Listing<Instruction.Fetch> latest(
            ConnectionDefined connection, String object, String token) {
        return null;
    }

    /** The notice that the API's answer to a fetch amounts to. */
    default ChangeNotice fetched(Instruction.Fetch record, JsonNode answer, Instant now) {
        return ChangeNotice.fetched(record, answer, now);
    }

    /** The record in our words; null where it is none. */
    default @Nullable Subject subject(Instruction.Fetch record) {
        return null;
    }

    /** What the object type of an account is called, so that an unknown one can be fetched. */
    default @Nullable String accountObject() {
        return null;
    }

    /** The one spelling of an id that the CRM writes in several. */
    default String id(String id) {
        return id;
    }

    /** By what an activity is called in docs/crm.md: what its statuses mean. */
    default Map<String, Statuses> statuses() {
        return Map.of();
    }

    /** What the stages of a new workspace mean; the CRM's own flags may tell of others. */
    default Map<String, Stage> stages() {
        return Map.of();
    }
}
