package dev.yardstick.command.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yardstick.command.RunningCommandService;
import dev.yardstick.command.axon.CommandSender.Done;
import dev.yardstick.command.company.Fix;
import dev.yardstick.command.log.LogReader;
import dev.yardstick.command.rep.RepCommand.ReportDeparture;
import dev.yardstick.events.CompanyEvent.HolidaysFixed;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.refusal.NotFoundException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CommandSenderIT {

    private static final LocalDate JAN = LocalDate.of(2026, 1, 1);

    private static RunningCommandService service;
    private static CommandSender commands;
    private static LogReader log;

    @BeforeAll
    static void start() throws IOException {
        service = new RunningCommandService();
        commands = service.bean(CommandSender.class);
        log = service.bean(LogReader.class);
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    private static Fix holiday(String calendar, int day) {
        return new Fix(new HolidaysFixed(calendar, new TreeSet<>(List.of(JAN.plusDays(day)))));
    }

    private static LogLine at(long position) {
        return log.after(position - 1, 1).getFirst();
    }

    @Test
    void whatIsRecordedIsAtThePositionReached() {
        Done<?> done = commands.send(holiday("nl", 0), "api", "first");
        assertThat(done.recorded()).isTrue();
        assertThat(done.position()).isEqualTo(log.head());
        assertThat(at(done.position()).metadata().causation()).isEqualTo("first");
        assertThat(at(done.position()).metadata().actor()).isEqualTo("service");
    }

    @Test
    void aCommandThatRecordsNothingReachesTheLogsEnd() {
        Done<?> done = commands.send(holiday("be", 0), "api");
        Done<?> other = commands.send(holiday("fr", 0), "api");
        Done<?> again = commands.send(holiday("be", 0), "api");
        assertThat(done.recorded()).isTrue();
        assertThat(again.recorded()).isFalse();
        assertThat(again.position()).isEqualTo(other.position()).isEqualTo(log.head());
    }

    @Test
    void whoLosesARaceDecidesAgainAndReachesAPositionOfHisOwn() throws Exception {
        List<Callable<Done<?>>> senders = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            int day = i;
            senders.add(() -> commands.send(holiday("raced", day), "api", "racer-" + day));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int racer = 0;
            for (Future<Done<?>> sent : threads.invokeAll(senders)) {
                racer++;
                assertThat(sent.get().recorded()).isTrue();
                assertThat(at(sent.get().position()).metadata().causation())
                        .isEqualTo("racer-" + racer);
            }
        }
        assertThat(log.stream("calendar/raced", 0)).hasSize(6);
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> commands.send(new ReportDeparture("nobody", JAN), "api"))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("there is no rep/nobody");
    }
}
