package dev.yardstick.acceptance.support;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Why services of this process answered 500 since it was made: what such an answer never says. */
public final class Failures implements AutoCloseable {

    private static final Logger ANSWERS =
            (Logger) LoggerFactory.getLogger("dev.yardstick.runtime.problem.ErrorAnswers");

    private final ListAppender<ILoggingEvent> noted = new ListAppender<>();

    public Failures() {
        noted.setContext(ANSWERS.getLoggerContext());
        noted.start();
        ANSWERS.addAppender(noted);
    }

    /** Where each of them came from. */
    public List<String> told() {
        return List.copyOf(noted.list).stream()
                .filter(event -> event.getThrowableProxy() != null)
                .map(event -> ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .toList();
    }

    @Override
    public void close() {
        ANSWERS.detachAppender(noted);
    }
}
