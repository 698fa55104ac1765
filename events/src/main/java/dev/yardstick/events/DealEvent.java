package dev.yardstick.events;

/**
 * What a CRM reports of one deal; the stream is {@link Streams#deal}. A deal is the fold of its
 * events in the order of {@link CrmVersion}, whatever the order of arrival.
 */
public sealed interface DealEvent extends Event {

    /** Which version of which record of which CRM this is. */
    CrmVersion crm();

    /** A deal event that states something, so all but the retraction. */
    sealed interface Reported extends DealEvent {
        Report report();
    }

    /** The deal was opened. */
    record DealOpened(CrmVersion crm, Report report) implements Reported {}

    /** The deal reached another stage. */
    record DealAdvanced(CrmVersion crm, Report report) implements Reported {}

    /** The deal was won; on a won deal it restates the win. */
    record DealWon(CrmVersion crm, Report report) implements Reported {}

    /** The deal was lost. */
    record DealLost(CrmVersion crm, Report report) implements Reported {}

    /** The deal is open again: neither won nor lost. */
    record DealReopened(CrmVersion crm, Report report) implements Reported {}

    /** Amount or other fields changed; credits too, but only when stated. */
    record DealAmended(CrmVersion crm, Report report) implements Reported {}

    /** The deal is gone as of this version ({@link CrmRecord}). */
    record DealRetracted(CrmVersion crm) implements DealEvent {}
}
