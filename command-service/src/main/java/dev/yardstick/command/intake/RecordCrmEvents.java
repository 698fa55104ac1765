package dev.yardstick.command.intake;

import java.util.List;

/** Records a batch of CRM events in one unit of work. */
record RecordCrmEvents(List<CrmEvent> events) {}
