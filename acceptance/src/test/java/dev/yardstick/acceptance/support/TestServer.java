package dev.yardstick.acceptance.support;

import dev.yardstick.standalone.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/** One server for all tests of a class, on data that go with it. */
public final class TestServer implements BeforeAllCallback, AfterAllCallback {

    private final Map<String, String> settings;
    private @Nullable Path data;
    private @Nullable Server running;

    public TestServer() {
        this(Map.of());
    }

    /**
     * @param settings of the program for as long as it runs
     */
    public TestServer(Map<String, String> settings) {
        this.settings = settings;
    }

    @Override
    public void beforeAll(ExtensionContext tests) throws IOException, InterruptedException {
        settings.forEach(System::setProperty);
        Path directory = Files.createTempDirectory("yardstick-test");
        data = directory;
        running = Servers.start(directory);
    }

    public Server get() {
        return Objects.requireNonNull(running);
    }

    public Api api() {
        return Api.of(get());
    }

    /** Where its data are. */
    public Path data() {
        return Objects.requireNonNull(data);
    }

    @Override
    public void afterAll(ExtensionContext tests) throws IOException {
        if (running != null) {
            running.close();
        }
        settings.keySet().forEach(System::clearProperty);
        FileSystemUtils.deleteRecursively(data);
    }
}
