package dev.yardstick.query.consuming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.events.Personal;
import dev.yardstick.events.RepEvent.RepHired;
import dev.yardstick.events.Streams;
import dev.yardstick.query.RunningQueryService;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What another process applied, of which nobody tells this one. */
class LiveLookIT {

    private static final LocalDate JAN_1 = LocalDate.of(2026, 1, 1);
    private static final String REACH = "update consumed set watermark = ?";
    private static final String CHANGE =
            "update changed set position = ?, change = change + 1 where about = 'rep/robin'";

    private static RunningQueryService open() {
        return new RunningQueryService(
                URI.create("http://127.0.0.1:1"), "--yardstick.live.every=20ms");
    }

    private static void hire(RunningQueryService service) {
        FedByHand log = new FedByHand(service);
        Personal name = new Personal.Sealed("robin", "AAAA");
        log.record(
                Streams.rep("robin"),
                new RepHired("robin", JAN_1, name, null, "North", "kim", JAN_1, "UTC", "cal"));
        log.apply();
    }

    private static void reach(RunningQueryService service, long position) {
        service.jdbc().sql(REACH).param(position).update();
    }

    /** The position up to which a page is told to move. */
    private static long moved(BufferedReader page) throws IOException {
        String line = Objects.requireNonNull(page.readLine());
        while (!line.startsWith("data:")) {
            line = Objects.requireNonNull(page.readLine());
        }
        return Long.parseLong(line.substring("data:".length()));
    }

    @Test
    void isSeenByTheLook() throws IOException {
        try (RunningQueryService service = open()) {
            hire(service);
            try (BufferedReader page = service.open("auditor", "/live")) {
                reach(service, 7);
                assertThat(moved(page)).isEqualTo(7);
            }
        }
    }

    @Test
    void whatIsNotedAheadOfWhatIsVisibleIsToldOnceAPageShowsIt() throws Exception {
        try (RunningQueryService service = open()) {
            hire(service);
            told(service);
        }
    }

    private static void told(RunningQueryService service) throws IOException {
        try (BufferedReader page = service.open("auditor", "/live?rep=robin");
                BufferedReader all = service.open("auditor", "/live")) {
            service.jdbc().sql(CHANGE).param(9L).update();
            reach(service, 8);
            assertThat(moved(all)).isEqualTo(8);
            reach(service, 9);
            assertThat(moved(page)).isEqualTo(9);
        }
    }
}
