package dev.yardstick.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yardstick.command.RunningCommandService;
import dev.yardstick.events.codec.LogLine;
import dev.yardstick.events.codec.Metadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;

class LogIT {

    private RunningCommandService service;
    private LogAppender appender;
    private LogReader reader;

    @BeforeEach
    void start() throws IOException {
        service = new RunningCommandService();
        appender = service.bean(LogAppender.class);
        reader = service.bean(LogReader.class);
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    private static NewEvent event(String stream, long sequence, @Nullable String rep) {
        byte[] json =
                "{\"rep\":\"r\",\"on\":\"2026-01-01\",\"team\":\"t\"}"
                        .getBytes(StandardCharsets.UTF_8);
        NewEvent.Origin origin = NewEvent.Origin.of(new Metadata("a", "s", "c", "x"));
        return new NewEvent(
                stream, sequence, "rep-transferred", 1, UUID.randomUUID(), json, origin, rep);
    }

    /** And too random to be made shorter. */
    private static String tooLongForAnIndex() {
        return IntStream.range(0, 400)
                .mapToObj(i -> UUID.randomUUID().toString())
                .collect(Collectors.joining());
    }

    @Test
    void whatTheDatabaseRefusesIsNoOutageAndHarmsNobodyElse() throws Exception {
        List<Callable<Long>> senders = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String stream =
                    "rep/"
                            + switch (i % 4) {
                                case 0 -> "bad\u0000";
                                case 1 -> tooLongForAnIndex();
                                default -> "good";
                            }
                            + i;
            senders.add(() -> appender.append(List.of(event(stream, 0, null)), null));
        }
        int written = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Long> sent : threads.invokeAll(senders)) {
                if (sent.state() == Future.State.SUCCESS) {
                    written++;
                } else {
                    assertThat(sent.exceptionNow())
                            .isInstanceOf(DataIntegrityViolationException.class);
                }
            }
        }
        assertThat(written).isEqualTo(20);
        assertThat(reader.head()).isEqualTo(20);
    }

    @Test
    void positionsAreDenseAndInOrderAfter32ConcurrentSendersWhoseConflictsFailAlone()
            throws Exception {
        int senders = 32;
        int each = 50;
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int s = 0; s < senders; s++) {
            int sender = s;
            tasks.add(() -> {
                int refused = 0;
                for (int i = 0; i < each; i++) {
                    appender.append(
                            List.of(
                                    event("own/" + sender, 2L * i, null),
                                    event("own/" + sender, 2L * i + 1, null)),
                            null);
                    try {
                        appender.append(List.of(event("shared/" + i, 0, null)), null);
                    } catch (ConcurrencyException e) {
                        refused++;
                    }
                }
                return refused;
            });
        }
        int refused = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> sender : threads.invokeAll(tasks)) {
                refused += sender.get();
            }
        }

        long expected = 2L * senders * each + each;
        List<LogLine> lines = reader.after(0, 100_000);
        assertThat(refused).isEqualTo((senders - 1) * each);
        assertThat(lines.stream().map(LogLine::position))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, expected).boxed().toList());
        assertThat(reader.head()).isEqualTo(expected);
        Instant last = Instant.MIN;
        Set<String> seen = new HashSet<>();
        for (LogLine line : lines) {
            assertThat(line.recordedAt()).isAfterOrEqualTo(last);
            last = line.recordedAt();
            assertThat(seen.add(line.stream() + " " + line.sequence())).isTrue();
        }
    }

    @Test
    void aUnitOfWorkIsWrittenWholeOrNotAtAll() {
        appender.append(List.of(event("a/1", 0, null)), null);
        assertThatThrownBy(() ->
                        appender.append(
                                List.of(event("b/1", 0, null), event("a/1", 0, null)), null))
                .isInstanceOf(ConcurrencyException.class);
        assertThatThrownBy(() -> appender.append(List.of(event("a/1", 0, null)), null))
                .isInstanceOf(ConcurrencyException.class);

        assertThat(reader.head()).isEqualTo(1);
        assertThat(reader.stream("b/1", 0)).isEmpty();
        assertThat(appender.append(List.of(event("a/1", 1, null)), null)).isEqualTo(2);
    }

    @Test
    void aConditionAcrossStreamsHoldsOnlyIfNothingWasAddedSince() {
        long first = appender.append(List.of(event("expectation/1", 0, "r")), null);
        appender.append(List.of(event("expectation/2", 0, "r")), new AppendCondition("r", first));

        assertThatThrownBy(() ->
                        appender.append(
                                List.of(event("expectation/3", 0, "r")),
                                new AppendCondition("r", first)))
                .isInstanceOf(ConcurrencyException.class);
        assertThat(
                        appender.append(
                                List.of(event("expectation/3", 0, "other")),
                                new AppendCondition("other", 0)))
                .isEqualTo(3);
    }

    @Test
    void nobodyChangesOrDeletesWhatIsInTheLog() {
        appender.append(List.of(event("a/1", 0, null)), null);
        for (String statement :
                List.of("update log set type = 'x'", "delete from log", "truncate log")) {
            assertThatThrownBy(() -> service.jdbc().sql(statement).update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("append-only");
        }
    }
}
