package dev.yardstick.query.consuming;

import dev.yardstick.events.RepEvent.RepErased;
import dev.yardstick.runtime.Worker;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets whoever keeps something in clear know of erasures that another process applied, within a
 * second; of those that this one applies it is told at once.
 */
@Component
class ErasureWatch {

    private static final String ERASED =
            "select distinct rep from chronicle where type = 'rep-erased'";

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher publisher;
    private final Worker worker = Worker.of("erasures", this::look);
    private @Nullable Set<String> known;

    ErasureWatch(JdbcClient jdbc, ApplicationEventPublisher publisher) {
        this.jdbc = jdbc;
        this.publisher = publisher;
    }

    @Bean("erasuresWorker")
    Worker worker() {
        return worker;
    }

    /** What was erased before the start is in no memory. */
    private Duration look() {
        List<String> erased = jdbc.sql(ERASED).query(String.class).list();
        Set<String> before = known;
        if (before == null) {
            known = new HashSet<>(erased);
        } else {
            erased.stream()
                    .filter(before::add)
                    .forEach(rep -> publisher.publishEvent(new RepErased(rep, "")));
        }
        return EVERY;
    }
}
