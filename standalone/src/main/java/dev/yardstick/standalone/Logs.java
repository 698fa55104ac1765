package dev.yardstick.standalone;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Everything from INFO on goes to a file, as logback-file.xml says; the console is logback.xml's
 * matter.
 */
record Logs(Logger root, String file) implements AutoCloseable {

    /** Begins to write to {@code yardstick.log} in a directory. */
    static Logs writeTo(Path directory) {
        // Both services log here: Spring Boot must not take over the logging for one of them.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        // Tomcat logs by java.util.logging.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        LoggerContext context = root.getLoggerContext();
        context.putProperty("directory", directory.toString());
        JoranConfigurator file = new JoranConfigurator();
        file.setContext(context);
        try {
            file.doConfigure(Objects.requireNonNull(Logs.class.getResource("/logback-file.xml")));
        } catch (JoranException e) {
            throw new IllegalStateException(e);
        }
        return new Logs(root, directory.toString());
    }

    /** From now on nothing more is said on the console: parts end in an order of their own. */
    void muteConsole() {
        root.detachAppender("console");
    }

    @Override
    public void close() {
        var appender = root.getAppender(file);
        if (appender != null) {
            root.detachAppender(appender);
            appender.stop();
        }
    }
}
