package dev.yardstick.acceptance.metrics;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Takes OTLP over HTTP, as a collector does, and reads the spans in it. */
final class Collector implements AutoCloseable {

    private final HttpServer server;
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
    private final Queue<String> texts = new ConcurrentLinkedQueue<>();

    /**
     * A span, its ids in hexadecimal.
     *
     * @param parent empty: none
     * @param links the ids of the spans that it is linked to
     * @param attributes whole numbers and texts, by name
     */
    record Span(
            String service,
            String trace,
            String id,
            String parent,
            String name,
            List<String> links,
            Map<String, String> attributes) {}

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/v1/traces",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    texts.add(new String(body, StandardCharsets.ISO_8859_1));
                    read(body);
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    /** All that was sent, byte for byte. */
    String sent() {
        return String.join("", texts);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** A field of a message of Protocol Buffers: a number, or bytes. */
    private record Field(int number, long value, byte[] bytes) {}

    private static List<Field> fields(byte[] message) {
        List<Field> fields = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(message);
        while (in.hasRemaining()) {
            long tag = varint(in);
            int number = (int) (tag >>> 3);
            switch ((int) (tag & 7)) {
                case 0 -> fields.add(new Field(number, varint(in), new byte[0]));
                case 1 -> in.position(in.position() + 8);
                case 5 -> in.position(in.position() + 4);
                default -> {
                    byte[] bytes = new byte[(int) varint(in)];
                    in.get(bytes);
                    fields.add(new Field(number, 0, bytes));
                }
            }
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static List<byte[]> all(byte[] message, int number) {
        return fields(message).stream()
                .filter(field -> field.number() == number)
                .map(Field::bytes)
                .toList();
    }

    private static byte[] one(byte[] message, int number) {
        List<byte[]> all = all(message, number);
        return all.isEmpty() ? new byte[0] : all.getFirst();
    }

    private static String hex(byte[] message, int number) {
        return HexFormat.of().formatHex(one(message, number));
    }

    private static String text(byte[] message, int number) {
        return new String(one(message, number), StandardCharsets.UTF_8);
    }

    /** By the numbers of opentelemetry/proto/trace/v1/trace.proto. */
    private void read(byte[] request) {
        for (byte[] resource : all(request, 1)) {
            String service = attributes(one(resource, 1), 1).getOrDefault("service.name", "");
            for (byte[] scope : all(resource, 2)) {
                for (byte[] span : all(scope, 2)) {
                    spans.add(
                            new Span(
                                    service,
                                    hex(span, 1),
                                    hex(span, 2),
                                    hex(span, 4),
                                    text(span, 5),
                                    all(span, 13).stream().map(link -> hex(link, 2)).toList(),
                                    attributes(span, 9)));
                }
            }
        }
    }

    private static Map<String, String> attributes(byte[] message, int number) {
        return all(message, number).stream()
                .collect(Collectors.toMap(one -> text(one, 1), one -> value(one(one, 2))));
    }

    private static String value(byte[] any) {
        Field field = fields(any).getFirst();
        return field.number() == 1
                ? new String(field.bytes(), StandardCharsets.UTF_8)
                : Long.toString(field.value());
    }
}
