package dev.yardstick.runtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gauge whose number has to be asked for, of the database or of the other service. A loop asks,
 * so whoever reads the metrics waits for nothing; where nobody answers it has no value.
 */
public final class Asked implements MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(Asked.class);

    private final String name;
    private final String unit;
    private final String description;
    private final Callable<? extends Number> question;
    private volatile double answer = Double.NaN;

    /**
     * A gauge.
     *
     * @param unit of the number, in the plural; empty: it has none
     */
    public Asked(
            String name, String unit, String description, Callable<? extends Number> question) {
        this.name = name;
        this.unit = unit;
        this.description = description;
        this.question = question;
    }

    /** What is met is told by those whose work it hinders. */
    void ask() {
        try {
            answer = question.call().doubleValue();
        } catch (Exception e) {
            LOG.debug("{} is not known", name, e);
            answer = Double.NaN;
        }
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder(name, () -> answer)
                .description(description)
                .baseUnit(unit.isEmpty() ? null : unit)
                .register(meters);
    }
}
