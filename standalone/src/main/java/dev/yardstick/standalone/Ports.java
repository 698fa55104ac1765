package dev.yardstick.standalone;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Random;
import java.util.Set;

/**
 * The loopback ports that are nobody's business but ours. They stay the same from start to start as
 * long as they are free.
 */
record Ports(int postgres, int kafka, int controller) {

    // Below the ports that systems give to outgoing connections (Linux: from 32768): while Kafka is
    // stopped, a client of its own could otherwise be given Kafka's port, or connect to itself.
    private static final int FIRST = 18_000;
    private static final int LAST = 32_000;
    private static final int TRIES = 200;

    /**
     * Chooses three.
     *
     * @param memory the file that remembers them
     * @param others are not chosen
     */
    static Ports choose(Path memory, Set<Integer> others) throws IOException {
        Properties remembered = remembered(memory);
        int postgres = choose(remembered, "postgres", others);
        int kafka = choose(remembered, "kafka", others);
        int controller = choose(remembered, "controller", others);
        try (Writer writer = Files.newBufferedWriter(memory)) {
            remembered.store(writer, null);
        }
        return new Ports(postgres, kafka, controller);
    }

    private static Properties remembered(Path memory) throws IOException {
        Properties remembered = new Properties();
        if (Files.exists(memory)) {
            try (Reader reader = Files.newBufferedReader(memory)) {
                remembered.load(reader);
            }
        }
        return remembered;
    }

    /** Where PostgreSQL was last, as a file remembers it; empty where that says nothing. */
    static String postgres(Path memory) throws IOException {
        return remembered(memory).getProperty("postgres", "");
    }

    private static int choose(Properties remembered, String name, Set<Integer> others)
            throws IOException {
        String before = remembered.getProperty(name, "");
        int port = before.matches("\\d{1,5}") ? Integer.parseInt(before) : 0;
        if (port < FIRST || port > LAST || others.contains(port) || !isFree(port)) {
            do {
                port = free(others);
            } while (remembered.containsValue(Integer.toString(port)));
            remembered.setProperty(name, Integer.toString(port));
        }
        return port;
    }

    /** A port that nobody listens on now, and none of some others. */
    static int free(Set<Integer> others) throws IOException {
        Random random = new Random();
        for (int i = 0; i < TRIES; i++) {
            int port = random.nextInt(FIRST, LAST);
            if (!others.contains(port) && isFree(port)) {
                return port;
            }
        }
        throw new IOException("no free port from " + FIRST + " to " + LAST);
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
