package dev.yardstick.acceptance.crm.simulated;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The versions of one record of the CRM, in the order of its clock, which may stand still. */
final class Versions {

    private static final int TIES_PERCENT = 8;

    private final String source;
    private final String subject;
    private final Random random;
    private final List<Told> told = new ArrayList<>();
    private Instant now;

    Versions(String source, String subject, Instant begin, Random random) {
        this.source = source;
        this.subject = subject;
        this.now = begin;
        this.random = random;
    }

    /** Tells a version at the CRM's present time. */
    void tell(String type, Map<String, Object> data) {
        told.add(new Told(source, type, subject, String.valueOf(told.size() + 1), now, data));
    }

    /** Lets up to some days go by; at times nothing at all, so that ids break the tie. */
    void wait(int days) {
        if (random.nextInt(100) >= TIES_PERCENT) {
            now = now.plus(Duration.ofMinutes(1 + random.nextInt(days * 24 * 60)));
        }
    }

    Instant now() {
        return now;
    }

    List<Told> told() {
        return told;
    }
}
