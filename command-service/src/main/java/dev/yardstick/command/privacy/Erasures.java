package dev.yardstick.command.privacy;

import dev.yardstick.command.access.Caller;
import dev.yardstick.command.axon.CommandSender;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.command.privacy.PersonalKeys.Erased;
import dev.yardstick.command.rep.RepCommand.EraseRep;
import dev.yardstick.command.rep.Reps;
import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent.RepAmended;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.Streams;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.LogLine;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Erases persons. The list outside the database is told first, then what is parked goes, then the
 * key; the log is told last. Whatever a crash came between, the next start goes on behind the list;
 * so it does after an older state of the database was restored.
 */
@Component
public record Erasures(
        ErasureList list,
        PersonalKeys keys,
        CommandSender commands,
        Reps reps,
        LogReader log,
        EventCodec codec,
        ApplicationEventPublisher publisher,
        Clock clock)
        implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);

    /** As the log names who erases again whom a restored database had alive. */
    private static final String BY_THE_LIST = "erasures";

    /**
     * Whatever is not in the log, and may tell of a person, goes.
     *
     * @param called what she is called elsewhere: names and mail addresses, as far as they are
     *     known still
     */
    public record PersonErased(String person, Set<String> called) {}

    /**
     * Erases a rep; once more changes nothing.
     *
     * @param reason as a code, since a text could not be kept
     * @return everything up to this position holds it
     */
    public long erase(String rep, String reason) {
        list.add(new ErasureList.Entry(rep, clock.instant(), reason));
        Erased erased = new Erased(rep, commands.actor(), reason);
        destroy(erased);
        return record(erased);
    }

    /**
     * Before anything is served: those of the list whom the database has alive are so no longer.
     */
    @Override
    public void afterSingletonsInstantiated() {
        List<ErasureList.Entry> listed = list.read();
        Set<String> erased = keys.erased(listed.stream().map(ErasureList.Entry::person).toList());
        listed.stream()
                .filter(entry -> !erased.contains(entry.person()))
                .forEach(entry -> {
                    LOG.atWarn()
                            .addKeyValue("person", entry.person())
                            .log("{} is erased again: the database is older", entry.person());
                    destroy(new Erased(entry.person(), BY_THE_LIST, entry.reason()));
                });
    }

    @EventListener(ApplicationReadyEvent.class)
    void finish() {
        for (Erased erased : keys.unrecorded()) {
            if (reps.find(erased.person()).isKnown()) {
                Caller.onBehalfOf(erased.by(), () -> record(erased));
            }
        }
    }

    /** What she is called is looked up, and what calls her so is removed, while it can be. */
    private void destroy(Erased erased) {
        publisher.publishEvent(new PersonErased(erased.person(), called(erased.person())));
        keys.destroy(erased);
    }

    /** Once more, since something may have come before the key was gone. */
    private long record(Erased erased) {
        publisher.publishEvent(new PersonErased(erased.person(), Set.of()));
        long position =
                commands.send(new EraseRep(erased.person(), erased.reason()), "api").position();
        keys.recorded(erased.person());
        return position;
    }

    private Set<String> called(String rep) {
        Set<String> called = new HashSet<>();
        for (LogLine line : log.stream(Streams.rep(rep), 0)) {
            switch (codec.read(line)) {
                case RepHired hired -> {
                    add(called, hired.name());
                    add(called, hired.email());
                }
                case RepAmended amended -> {
                    add(called, amended.name());
                    add(called, amended.email());
                }
                default -> {
                    // says nothing of what she is called
                }
            }
        }
        return called;
    }

    private static void add(Set<String> called, @Nullable Personal name) {
        if (name instanceof Personal.Open open && !open.text().isBlank()) {
            called.add(open.text());
        }
    }
}
