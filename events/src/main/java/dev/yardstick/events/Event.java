package dev.yardstick.events;

import dev.yardstick.events.codec.EventTypes;

/**
 * Something that happened, as it stands in the log; {@link EventTypes} gives each its stable name.
 */
public sealed interface Event
        permits RepEvent,
                AccountEvent,
                ExpectationEvent,
                ActivityEvent,
                DealEvent,
                CompanyEvent,
                IntakeEvent,
                TokenEvent,
                OversightEvent {}
