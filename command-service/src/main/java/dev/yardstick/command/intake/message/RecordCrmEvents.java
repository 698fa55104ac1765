package dev.yardstick.command.intake.message;

import java.util.List;

/** Records a batch of what CRMs tell in one unit of work. */
public record RecordCrmEvents(List<? extends CrmMessage> events) {}
