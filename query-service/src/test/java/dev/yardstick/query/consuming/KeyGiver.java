package dev.yardstick.query.consuming;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.yardstick.events.Personal;
import dev.yardstick.runtime.Aes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;

/** In place of command-service: gives everybody the same key. */
final class KeyGiver implements AutoCloseable {

    private static final byte[] KEY = new byte[32];

    private final HttpServer server;
    private final Consumer<String> asked;

    /** Tells whom it is asked about, before it answers; where that throws it does not. */
    KeyGiver(Consumer<String> asked) throws IOException {
        this.asked = asked;
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/api/v1/personal-keys", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A text under that key. */
    static Personal sealed(String person, String text) {
        byte[] sealed = Aes.seal(KEY, person, text.getBytes(StandardCharsets.UTF_8));
        return new Personal.Sealed(person, Base64.getEncoder().encodeToString(sealed));
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.accept(exchange.getRequestURI().getQuery());
        StringBuilder items = new StringBuilder();
        for (String parameter : exchange.getRequestURI().getQuery().split("&")) {
            items.append(items.isEmpty() ? "" : ",")
                    .append("{\"person\":\"")
                    .append(parameter.substring("person=".length()))
                    .append("\",\"key\":\"")
                    .append(Base64.getEncoder().encodeToString(KEY))
                    .append("\"}");
        }
        byte[] body = ("{\"items\":[" + items + "]}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
