package dev.yardstick.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Servers;
import dev.yardstick.standalone.Server;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole log goes out to whoever reads it slowly: no clock cuts it off as if it were whole. */
class LongAnswersIT {

    private static final int EVENTS = 14_000;

    /** Longer than a servlet container waits for an answer that is streamed. */
    private static final int SECONDS = 33;

    private static final int SIP = 32 * 1024;

    @TempDir private Path data = Path.of("");

    @Test
    void whoReadsTheLogSlowlyGetsAllOfIt() throws Exception {
        try (Server server = Servers.start(data)) {
            Api api = Api.of(server);
            api.client().hire("robin", "Robin");
            long last = 0;
            for (int i = 0; i < EVENTS; i += 2_000) {
                last =
                        api.crm(
                                        "application/x-ndjson",
                                        Intake.lines("robin", "deal-", i, 2_000, new Random(i)))
                                .must(202)
                                .position();
            }
            String answer = slowly(server.commandAddress(), api.token("auditor"));
            assertThat(answer.length()).as("more than sockets hold").isGreaterThan(7_000_000);
            // The chunk that ends an answer, after the last event.
            assertThat(answer).endsWith("\r\n0\r\n\r\n");
            assertThat(answer).contains("\"position\":" + last);
        }
    }

    private static String slowly(URI address, String token) throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(SIP);
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            socket.getOutputStream()
                    .write(
                            """
                            GET /api/v1/audit/events HTTP/1.1\r
                            Host: 127.0.0.1\r
                            Connection: close\r
                            Authorization: Bearer %s\r
                            \r
                            """
                                    .formatted(token)
                                    .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            for (int second = 0; second < SECONDS; second++) {
                answer.append(new String(in.readNBytes(SIP), StandardCharsets.UTF_8));
                Thread.sleep(1_000);
            }
            return answer.append(new String(in.readAllBytes(), StandardCharsets.UTF_8)).toString();
        }
    }
}
