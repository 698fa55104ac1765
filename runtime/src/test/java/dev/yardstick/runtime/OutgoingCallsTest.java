package dev.yardstick.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.runtime.OutgoingCalls.FailedException;
import dev.yardstick.runtime.OutgoingCalls.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All names lead to this machine, where listeners count who connects. */
class OutgoingCallsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int MOST = 1_000;

    private static final DnsResolver HERE =
            new DnsResolver() {
                @Override
                public InetAddress[] resolve(String host) {
                    return new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
                }

                @Override
                public String resolveCanonicalHostname(String host) {
                    return host;
                }
            };

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    /** Says the same to everybody, and then nothing, without hanging up. */
    private final class Listener {
        private final AtomicInteger connections = new AtomicInteger();
        private final ServerSocket server =
                new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));

        Listener(String says) throws IOException {
            open.add(server);
            Thread.ofVirtual()
                    .start(() -> {
                        while (!server.isClosed()) {
                            try {
                                Socket socket = server.accept();
                                open.add(socket);
                                connections.incrementAndGet();
                                socket.getOutputStream()
                                        .write(says.getBytes(StandardCharsets.UTF_8));
                                socket.getOutputStream().flush();
                            } catch (IOException closed) {
                                return;
                            }
                        }
                    });
        }

        URI at(String host, String path) {
            return URI.create("http://" + host + ":" + server.getLocalPort() + path);
        }
    }

    private static String answer(String status, String headers, String body) {
        return "HTTP/1.1 " + status + "\r\n" + headers + "\r\n" + body;
    }

    private OutgoingCalls calls() {
        OutgoingCalls calls = new OutgoingCalls(new Destinations(List.of("crm.example"), HERE));
        open.add(calls);
        return calls;
    }

    private Object send(URI to, Duration deadline, int most) throws InterruptedException {
        try {
            return calls().send(OutgoingCall.get(to), deadline, most);
        } catch (FailedException e) {
            return e.failure();
        }
    }

    @Test
    void anAllowedHostAnswers() throws Exception {
        Listener crm = new Listener(answer("200 OK", "Content-Length: 2\r\n", "{}"));
        OutgoingCalls.Answer answer =
                calls().send(OutgoingCall.get(crm.at("crm.example", "/x")), LONG, MOST);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).asString().isEqualTo("{}");
    }

    @Test
    void nobodyElseInsideIsDialled() throws Exception {
        Listener inside = new Listener(answer("200 OK", "Content-Length: 2\r\n", "{}"));
        for (URI to :
                List.of(
                        inside.at("inside.example", "/x"),
                        inside.at("127.0.0.1", "/x"),
                        inside.at("localhost", "/x"),
                        inside.at("127.1", "/x"),
                        inside.at("crm.example", "/any#/crm/v3/objects"),
                        inside.at("kim:secret@crm.example", "/x"),
                        URI.create("ftp://crm.example/"))) {
            assertThat(send(to, LONG, MOST)).as(to.toString()).isEqualTo(Failure.NOT_ALLOWED);
        }
        assertThat(inside.connections).hasValue(0);
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        Listener inside = new Listener("");
        Listener crm =
                new Listener(
                        answer(
                                "302 Found",
                                "Location: "
                                        + inside.at("crm.example", "/")
                                        + "\r\nContent-Length: 0\r\n",
                                ""));
        OutgoingCalls.Answer answer =
                calls().send(OutgoingCall.get(crm.at("crm.example", "/x")), LONG, MOST);
        assertThat(answer.status()).isEqualTo(302);
        assertThat(inside.connections).hasValue(0);
    }

    @Test
    void aClosedPortAndOneThatSpeaksOtherwiseAreTheSame() throws Exception {
        ServerSocket closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        closed.close();
        Listener mail = new Listener("220 mail.example ESMTP\r\n");
        assertThat(
                        send(
                                URI.create("http://crm.example:" + closed.getLocalPort() + "/"),
                                LONG,
                                MOST))
                .isEqualTo(Failure.UNREACHABLE);
        assertThat(send(mail.at("crm.example", "/"), LONG, MOST)).isEqualTo(Failure.UNREACHABLE);
        URI secure = URI.create(mail.at("crm.example", "/").toString().replace("http:", "https:"));
        assertThat(send(secure, LONG, MOST)).isEqualTo(Failure.UNREACHABLE);
    }

    @Test
    void theDeadlineHoldsToTheLastByte() throws Exception {
        Listener silent = new Listener("");
        Listener half = new Listener(answer("200 OK", "Content-Length: 100\r\n", "{\"half\":"));
        assertThat(send(silent.at("crm.example", "/"), SHORT, MOST)).isEqualTo(Failure.TOO_SLOW);
        assertThat(send(half.at("crm.example", "/"), SHORT, MOST)).isEqualTo(Failure.TOO_SLOW);
    }

    @Test
    void aLongAnswerIsNotReadToItsEnd() throws Exception {
        Listener endless =
                new Listener(
                        answer("200 OK", "Content-Length: 999999999\r\n", "x".repeat(MOST + 1)));
        assertThat(send(endless.at("crm.example", "/"), LONG, MOST)).isEqualTo(Failure.TOO_MUCH);
        assertThat(send(endless.at("crm.example", "/"), LONG, 0))
                .isInstanceOf(OutgoingCalls.Answer.class);
    }
}
