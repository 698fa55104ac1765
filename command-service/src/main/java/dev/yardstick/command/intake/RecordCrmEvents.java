package dev.yardstick.command.intake;

import java.util.List;

/** Records a batch of what CRMs tell in one unit of work. */
record RecordCrmEvents(List<? extends Telling> events) {}
