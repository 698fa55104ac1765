package dev.yardstick.acceptance.rights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Who may do what, as {@code rights.txt} says. */
final class RightsTable {

    private static final List<String> TWICE =
            List.of("{day}", "{when}", "{then}", "{talk}", "{absence}");

    private RightsTable() {}

    /**
     * A call or page.
     *
     * @param who roles, or open
     * @param of -, rep, list
     * @param only whom a list may show
     * @param sent a query with its question mark, or a body
     */
    record Row(
            String service,
            String method,
            String path,
            Set<String> who,
            String of,
            Set<String> only,
            String sent) {

        /** Whether it is a page. */
        boolean isPage() {
            return service.equals("q") && !path.startsWith("/api/");
        }

        boolean isReading() {
            return method.equals("GET");
        }

        /** For which times it is tried: now, then. */
        List<String> times() {
            if (sent.contains("{past}") || sent.contains("{before}")) {
                return List.of("then");
            }
            return TWICE.stream().anyMatch((path + sent)::contains)
                    ? List.of("now", "then")
                    : List.of("now");
        }

        /** Whether the table lets a caller's role through. */
        boolean lets(RightsWorld.Caller caller) {
            return who.contains(caller.role())
                    || who.contains("manager-of-all") && caller.equals(RightsWorld.MANAGER);
        }

        private static Row of(String line) {
            String[] columns = columns(line);
            String[] call = columns[0].split(" +");
            String[] of = columns[2].split(" +");
            return new Row(
                    call[0],
                    call[1],
                    call[2],
                    Set.of(columns[1].split(" +")),
                    of[0],
                    of.length > 1 ? Set.of(Arrays.copyOfRange(of, 1, of.length)) : RightsWorld.REPS,
                    columns.length > 3 ? columns[3] : "");
        }

        @Override
        public String toString() {
            return service + " " + method + " " + path + " " + sent;
        }
    }

    /**
     * A command whose answer is known.
     *
     * @param answer a status, and what the answer says
     */
    record Answered(String manager, String method, String path, String body, String answer) {

        private static Answered of(String line) {
            String[] columns = columns(line);
            String[] call = columns[1].split(" +");
            return new Answered(
                    columns[0].substring("as ".length()), call[0], call[1], columns[2], columns[3]);
        }
    }

    static List<Row> rows() {
        return lines().filter(line -> line.matches("[cq] .*")).map(Row::of).toList();
    }

    static List<Answered> answered() {
        return lines().filter(line -> line.startsWith("as ")).map(Answered::of).toList();
    }

    private static String[] columns(String line) {
        return Arrays.stream(line.split(" \\|( |$)")).map(String::strip).toArray(String[]::new);
    }

    private static Stream<String> lines() {
        try (InputStream in =
                Objects.requireNonNull(RightsTable.class.getResourceAsStream("/rights.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
