package dev.yardstick.command.privacy;

import dev.yardstick.command.Commands;
import dev.yardstick.command.access.Caller;
import dev.yardstick.command.privacy.PersonalKeys.Erased;
import dev.yardstick.command.rep.RepCommand.EraseRep;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Erases persons. The key goes first, the log is told next; where a crash came between the two, the
 * next start tells it.
 */
@Component
public class Erasures {

    private final PersonalKeys keys;
    private final Commands commands;
    private final ApplicationEventPublisher publisher;

    Erasures(PersonalKeys keys, Commands commands, ApplicationEventPublisher publisher) {
        this.keys = keys;
        this.commands = commands;
        this.publisher = publisher;
    }

    /** All texts about a person can be read no longer. */
    public record PersonErased(String person) {}

    /**
     * Erases a rep; once more changes nothing.
     *
     * @param reason as a code, since a text could not be kept
     * @return everything up to this position holds it
     */
    public long erase(String rep, String reason) {
        Erased erased = new Erased(rep, commands.actor(), reason);
        keys.destroy(erased);
        long position = record(erased);
        publisher.publishEvent(new PersonErased(rep));
        return position;
    }

    @EventListener(ApplicationReadyEvent.class)
    void finish() {
        for (Erased erased : keys.unrecorded()) {
            Caller.onBehalfOf(erased.by(), () -> record(erased));
            publisher.publishEvent(new PersonErased(erased.person()));
        }
    }

    private long record(Erased erased) {
        long position =
                commands.send(new EraseRep(erased.person(), erased.reason()), "api").position();
        keys.recorded(erased.person());
        return position;
    }
}
