package dev.yardstick.events;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What is decided about the intake of CRM events; secrets are never among it. */
public sealed interface IntakeEvent extends Event {

    /**
     * A CRM is connected, or its connection is defined anew; the stream is {@link
     * Streams#connection}.
     *
     * @param kind {@code hubspot}, {@code pipedrive}, {@code salesforce}, {@code espocrm} or {@code
     *     twenty}
     * @param source the CloudEvents source of all that comes through it
     * @param url as the CRM calls it, up to and without the path; null: as the call arrives here
     * @param api where the CRM's own API is; null: where the kind has it
     */
    record ConnectionDefined(
            String connection,
            String kind,
            String source,
            @Nullable String url,
            @Nullable String api,
            Mapping mapping)
            implements IntakeEvent {}

    /**
     * An operator decided about something parked; the stream is {@link Streams#parked}.
     *
     * @param act {@code retried}, {@code repaired} or {@code dismissed}
     * @param outcome what came of it: {@code accepted}, {@code duplicate}, {@code ignored}, {@code
     *     parked} or {@code dismissed}
     * @param reason the operator's, sealed under a key of its own
     * @param body SHA-256 of what was parked, hexadecimal
     * @param repaired SHA-256 of what it was replaced by
     */
    record ParkedResolved(
            String parked,
            String connection,
            String act,
            String outcome,
            @Nullable Personal reason,
            String body,
            @Nullable String repaired)
            implements IntakeEvent {}

    /**
     * How a CRM's words become ours.
     *
     * @param owners a CRM's owner id to a rep; to null: what that owner does counts nowhere
     * @param ownerIsRep an owner not listed is the rep with the same id
     * @param accountPrefix goes before a CRM's account id
     * @param activities a CRM's activity type to what it is here; to null: it counts nowhere
     * @param fields a field of ours to the CRM's field that holds it
     * @param values for a field of ours: the CRM's value to ours; to null: no value
     * @param stages a CRM's stage to {@code won}, {@code lost} or the name of an open stage
     * @param pipelines deals of other pipelines count nowhere; null: all do
     * @param currency ISO 4217, of amounts that come without one
     */
    record Mapping(
            SortedMap<String, @Nullable String> owners,
            boolean ownerIsRep,
            String accountPrefix,
            SortedMap<String, @Nullable ActivityType> activities,
            SortedMap<String, String> fields,
            SortedMap<String, SortedMap<String, @Nullable String>> values,
            SortedMap<String, String> stages,
            @Nullable SortedSet<String> pipelines,
            @Nullable String currency) {}

    /** What a type of activity of a CRM is: a kind, and what else is known by the type alone. */
    record ActivityType(
            FactKind kind,
            @Nullable String method,
            @Nullable String channel,
            @Nullable String course,
            @Nullable List<String> with) {}
}
