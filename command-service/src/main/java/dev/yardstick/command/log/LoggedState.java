package dev.yardstick.command.log;

import dev.yardstick.command.account.Account;
import dev.yardstick.command.account.Accounts;
import dev.yardstick.command.expectation.Commitments;
import dev.yardstick.command.rep.Rep;
import dev.yardstick.command.rep.Reps;
import dev.yardstick.events.AccountEvent;
import dev.yardstick.events.Event;
import dev.yardstick.events.ExpectationEvent;
import dev.yardstick.events.OversightEvent;
import dev.yardstick.events.RepEvent;
import dev.yardstick.events.Streams;
import dev.yardstick.events.codec.EventCodec;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.oversight.Overseers;
import dev.yardstick.events.oversight.Oversight;
import java.util.List;
import java.util.Optional;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/** What decisions look up, as the log has it. */
@Component
record LoggedState(LogReader log, EventCodec codec) {

    @Bean
    Reps reps() {
        return rep -> Rep.of(events(log.stream(Streams.rep(rep), 0), RepEvent.class));
    }

    @Bean
    Accounts accounts() {
        return account ->
                Account.of(events(log.stream(Streams.account(account), 0), AccountEvent.class));
    }

    @Bean
    Oversight.Source oversight(Reps reps) {
        return new Oversight.Source() {
            @Override
            public Optional<Rep> person(String id) {
                return Optional.of(reps.find(id)).filter(Rep::isKnown);
            }

            @Override
            public Overseers overseers(OversightEvent.Kind kind, String of) {
                return Overseers.of(
                        events(log.stream(Streams.oversight(kind, of), 0), OversightEvent.class));
            }
        };
    }

    /** The appender makes sure that a rep's expectations stay as they were found. */
    @Bean
    Commitments commitments() {
        return rep -> {
            List<LogLine> lines = log.expectationsOf(rep);
            long seen = lines.isEmpty() ? 0 : lines.getLast().position();
            CurrentUnitOfWork.get()
                    .root()
                    .resources()
                    .put(AppendCondition.RESOURCE, new AppendCondition(rep, seen));
            return events(lines, ExpectationEvent.class);
        };
    }

    private <E extends Event> List<E> events(List<LogLine> lines, Class<E> type) {
        return lines.stream().map(codec::read).map(type::cast).toList();
    }
}
