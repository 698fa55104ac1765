package dev.yardstick.events;

/** What a CRM reports of one activity; the stream is {@link Streams#activity}. */
public sealed interface ActivityEvent extends Event {

    /** Which version of which record of which CRM this is. */
    CrmVersion crm();

    /** The CRM's first word on an activity. */
    record ActivityRecorded(CrmVersion crm, FactKind kind, Report report)
            implements ActivityEvent {}

    /**
     * A further version of it: a correction when newer than all before, else history that changes
     * no figure. Its data replaces, never merges.
     */
    record ActivityCorrected(CrmVersion crm, FactKind kind, Report report)
            implements ActivityEvent {}

    /**
     * The record is gone as of this version ({@link CrmRecord}); where that was observed, it is
     * there and shown as not done, a state like others.
     */
    record ActivityRetracted(CrmVersion crm) implements ActivityEvent {}
}
