package dev.yardstick.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of a rep as a browser keeps it: told that it moved, it is drawn anew. */
record LivePage(InputStream stream, BlockingQueue<Long> told, Load load, String path)
        implements AutoCloseable {

    private static final Pattern UP_TO = Pattern.compile("up to position (\\d+)");
    private static final int PATIENCE_SECONDS = 60;

    /** Opens it, and draws it once. */
    static LivePage open(HttpClient http, Scene scene, Load load, String rep)
            throws IOException, InterruptedException {
        URI live = scene.server().queryAddress().resolve("/live?rep=" + rep);
        InputStream stream =
                http.send(
                                HttpRequest.newBuilder(live)
                                        .header("Authorization", "Bearer " + scene.token())
                                        .build(),
                                HttpResponse.BodyHandlers.ofInputStream())
                        .body();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        lines.readLine();
        BlockingQueue<Long> told = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> hear(lines, told));
        LivePage page = new LivePage(stream, told, load, "/reps/" + rep);
        page.draw();
        return page;
    }

    private static void hear(BufferedReader lines, BlockingQueue<Long> told) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:")) {
                    told.add(System.nanoTime());
                }
            }
        } catch (IOException closed) {
            // nobody looks at it any more
        }
    }

    /**
     * When it was told, and when it showed it.
     *
     * @param told of {@link System#nanoTime}, as {@code shown} is
     */
    record Seen(long told, long shown) {}

    /** Waits until it shows a position. */
    Seen await(long position) throws IOException, InterruptedException {
        while (true) {
            Long at = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (at == null) {
                throw new IOException(path + " was not told of position " + position);
            }
            if (draw() >= position) {
                return new Seen(at, System.nanoTime());
            }
        }
    }

    /** Answers the position up to which it shows everything. */
    private long draw() throws IOException {
        String page = new String(load.get(path), StandardCharsets.UTF_8);
        Matcher upTo = UP_TO.matcher(page);
        if (!upTo.find()) {
            throw new IOException(path + " does not say up to where it shows everything");
        }
        return Long.parseLong(upTo.group(1));
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
