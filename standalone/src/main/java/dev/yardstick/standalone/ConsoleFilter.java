package dev.yardstick.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Lets warnings through to the console, but of Kafka only errors: its warnings tell every start
 * after a kill, and the file has them. Nor what it answers itself: at a start it asks a moment too
 * early, and again.
 */
public final class ConsoleFilter extends Filter<ILoggingEvent> {

    @Override
    public FilterReply decide(ILoggingEvent event) {
        String logger = event.getLoggerName();
        boolean kafka = logger.startsWith("org.apache.kafka.") || logger.startsWith("kafka.");
        boolean toItself = logger.equals("kafka.server.ControllerApis");
        return !toItself && event.getLevel().isGreaterOrEqual(kafka ? Level.ERROR : Level.WARN)
                ? FilterReply.NEUTRAL
                : FilterReply.DENY;
    }
}
