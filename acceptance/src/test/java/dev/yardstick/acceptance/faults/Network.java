package dev.yardstick.acceptance.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What lies between a process and a server. It can be cut: then nothing passes, and nobody hangs
 * up, as when a cable is pulled.
 */
final class Network implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final int LOOK_MILLIS = 20;

    private final ServerSocket entrance;
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    Network(int server) throws IOException {
        this.server = server;
        entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Where the process connects. */
    int port() {
        return entrance.getLocalPort();
    }

    void cut() {
        cut = true;
    }

    /** Whoever was cut off learns that, and connects again. */
    void heal() {
        hangUp();
        cut = false;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket from = entrance.accept();
                Socket to = new Socket(InetAddress.getLoopbackAddress(), server);
                open.add(from);
                open.add(to);
                Thread.ofVirtual().start(() -> pass(from, to));
                Thread.ofVirtual().start(() -> pass(to, from));
            } catch (IOException away) {
                // the server, or the end
            }
        }
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                while (cut) {
                    Thread.sleep(LOOK_MILLIS);
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException ended) {
            // one of the two hung up
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void hangUp() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        hangUp();
        cut = false;
    }
}
