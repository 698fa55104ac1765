package dev.yardstick.benchmark;

import com.sun.management.OperatingSystemMXBean;
import dev.yardstick.standalone.postgres.PostgresBinaries;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * Where something was measured, and of which versions.
 *
 * @param processors how many there are, and what they are called
 * @param memory in GiB
 * @param system the operating system
 * @param commit what git calls the sources; {@code unknown} outside of a repository
 */
record Machine(
        String processors,
        String memory,
        String system,
        String java,
        String postgres,
        String kafka,
        String commit) {

    private static final String UNKNOWN = "unknown";
    private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*: (.*)$");
    private static final Pattern POSTGRES = Pattern.compile("-(\\d[\\d.]*)\\.jar");
    private static final double GIB = 1 << 30;

    /** This one. */
    static Machine here() throws IOException, InterruptedException {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                system.getAvailableProcessors() + " × " + processor(),
                String.format(Locale.ROOT, "%.0f GiB", system.getTotalMemorySize() / GIB),
                "%s %s, %s".formatted(system.getName(), system.getVersion(), system.getArch()),
                Runtime.version().toString(),
                found(POSTGRES, PostgresBinaries.find().toString()),
                AppInfoParser.getVersion(),
                head());
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        return Files.exists(file) ? found(MODEL, Files.readString(file)) : UNKNOWN;
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : UNKNOWN;
    }

    private static String head() throws InterruptedException {
        try {
            Process git =
                    new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor() == 0 ? said.strip() : UNKNOWN;
        } catch (IOException noGit) {
            return UNKNOWN;
        }
    }
}
