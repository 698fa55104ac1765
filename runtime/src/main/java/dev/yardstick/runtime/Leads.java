package dev.yardstick.runtime;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/**
 * What this process leads. The database hears of each lead every second; when it hears nothing for
 * five, since the process was killed or stopped or is cut off, it ends the lead, and another
 * process takes it.
 */
@Component
public class Leads {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Set<Lead> held = ConcurrentHashMap.newKeySet();

    /**
     * Takes the lead.
     *
     * @param name what is led; the same in all processes
     * @return empty when another process has it
     */
    public Optional<Lead> take(DataSource database, String name) throws SQLException {
        Optional<Lead> taken = Lead.take(database, name, held::remove);
        taken.ifPresent(held::add);
        return taken;
    }

    @Bean("leadsWorker")
    Worker worker() {
        return Worker.of(
                "leads",
                () -> {
                    held.forEach(Lead::keep);
                    return EVERY;
                });
    }
}
