package dev.yardstick.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class BodyLimitTest {

    private static final int MIB = 1024 * 1024;

    private final BodyBudget budget = new BodyBudget(512L * MIB);

    private BoundedBody body(String type, byte[] content) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/");
        request.setContentType(type);
        request.setContent(content);
        request.setUserPrincipal(() -> "somebody");
        return new BoundedBody(request, budget);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zipped(byte[] content) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(content);
        }
        return zipped.toByteArray();
    }

    private static void refuses(HttpStatus status, ThrowingCallable reading) {
        assertThatExceptionOfType(BodyRefusedException.class)
                .isThrownBy(reading)
                .matches(e -> e.getStatusCode() == status, "answers " + status);
    }

    @Test
    void aBodyHasItsBytes() throws IOException {
        byte[] largest = new byte[8 * MIB];
        try (BoundedBody body = body("application/json", largest)) {
            assertThat(body.getInputStream().readAllBytes()).isEqualTo(largest);
        }
        try (BoundedBody body = body("application/json", new byte[8 * MIB + 1])) {
            refuses(HttpStatus.CONTENT_TOO_LARGE, () -> body.getInputStream());
        }
    }

    @Test
    void aLengthThatIsNotTrueIsNotBelieved() {
        MockHttpServletRequest request =
                new MockHttpServletRequest("POST", "/") {
                    @Override
                    public long getContentLengthLong() {
                        return -1;
                    }
                };
        request.setContent(new byte[9 * MIB]);
        try (BoundedBody body = new BoundedBody(request, budget)) {
            refuses(HttpStatus.CONTENT_TOO_LARGE, () -> body.getInputStream().readAllBytes());
        }
    }

    @Test
    void whatIsCompressedIsCountedAsItIsUnpacked() throws IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/");
        request.addHeader("Content-Encoding", "gzip");
        request.setContent(zipped(new byte[9 * MIB]));
        try (BoundedBody body = new BoundedBody(request, budget)) {
            refuses(HttpStatus.CONTENT_TOO_LARGE, () -> body.getInputStream().readAllBytes());
        }
        request.setContent(zipped(bytes("{}")));
        try (BoundedBody body = new BoundedBody(request, budget)) {
            assertThat(body.getInputStream().readAllBytes()).isEqualTo(bytes("{}"));
        }
        request.removeHeader("Content-Encoding");
        request.addHeader("Content-Encoding", "br");
        try (BoundedBody body = new BoundedBody(request, budget)) {
            refuses(HttpStatus.UNSUPPORTED_MEDIA_TYPE, () -> body.getInputStream());
        }
    }

    /** Two million objects are 6 MB as text, and some hundreds in memory. */
    @Test
    void aBodyHasSoManyValues() throws IOException {
        try (BoundedBody body = body("application/json", bytes("[" + "{},".repeat(2 * MIB)))) {
            refuses(HttpStatus.CONTENT_TOO_LARGE, () -> body.getInputStream().readAllBytes());
        }
        byte[] text = bytes("[\"\\\"" + "{,[".repeat(2 * MIB) + "\"]");
        try (BoundedBody body = body("application/json", text)) {
            assertThat(body.getInputStream().readAllBytes()).isEqualTo(text);
        }
    }

    @Test
    void aStreamHasNoEndWhenItsPartsAreDealtWith() throws IOException {
        byte[] long64 = new byte[64 * MIB];
        try (BoundedBody body = body("application/x-ndjson", long64)) {
            InputStream in = body.getInputStream();
            int read = 0;
            while (in.readNBytes(MIB).length == MIB) {
                read++;
                body.release();
            }
            assertThat(read).isEqualTo(64);
        }
        try (BoundedBody body = body("application/x-ndjson", long64)) {
            refuses(HttpStatus.CONTENT_TOO_LARGE, () -> body.getInputStream().readAllBytes());
        }
    }

    @Test
    void allBodiesTogetherFitIntoABudget() throws IOException {
        List<BoundedBody> held = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            held.add(body("application/json", new byte[8 * MIB]));
            held.getLast().getInputStream().readAllBytes();
        }
        try (BoundedBody third = body("application/json", new byte[8 * MIB])) {
            refuses(HttpStatus.SERVICE_UNAVAILABLE, () -> third.getInputStream().readAllBytes());
        }
        held.forEach(BoundedBody::close);
        try (BoundedBody third = body("application/json", new byte[8 * MIB])) {
            assertThat(third.getInputStream().readAllBytes()).hasSize(8 * MIB);
        }
    }

    /** What needs no token leaves room for what has one. */
    @Test
    void nobodyTakesAllOfALargeBudget() throws IOException {
        BodyBudget large = new BodyBudget(4096L * MIB);
        List<BoundedBody> unsigned = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            MockHttpServletRequest request = new MockHttpServletRequest("POST", "/");
            request.setContent(new byte[8 * MIB]);
            unsigned.add(new BoundedBody(request, large));
        }
        for (BoundedBody body : unsigned) {
            body.getInputStream().readAllBytes();
        }
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/");
        request.setContent(new byte[8 * MIB]);
        BoundedBody another = new BoundedBody(request, large);
        refuses(HttpStatus.SERVICE_UNAVAILABLE, () -> another.getInputStream().readAllBytes());
        another.close();
        request.setContent(new byte[8 * MIB]);
        request.setUserPrincipal(() -> "somebody");
        try (BoundedBody signed = new BoundedBody(request, large)) {
            assertThat(signed.getInputStream().readAllBytes()).hasSize(8 * MIB);
        }
        unsigned.forEach(BoundedBody::close);
    }

    @Test
    void aFormIsHeldByItsLength() {
        MockHttpServletRequest form = new MockHttpServletRequest("POST", "/sign-in");
        form.setContentType("application/x-www-form-urlencoded");
        form.setContent(new byte[64 * 1024 + 1]);
        form.addParameter("token", "t");
        try (BoundedBody unsigned = new BoundedBody(form, budget)) {
            assertThat(unsigned.getParameter("token")).isNull();
            refuses(HttpStatus.CONTENT_TOO_LARGE, unsigned::handled);
            assertThat(unsigned.getParameter("token")).as("told once").isNull();
        }
        form.setUserPrincipal(() -> "somebody");
        try (BoundedBody signed = new BoundedBody(form, budget)) {
            signed.handled();
            assertThat(signed.getParameter("token")).isEqualTo("t");
            assertThat(signed.held()).isPositive();
        }
    }

    @Test
    void theFilterGivesBackWhatARequestTook() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/");
        request.setContentType("application/x-ndjson");
        request.setUserPrincipal(() -> "somebody");
        for (int i = 0; i < 5; i++) {
            request.setContent(new byte[8 * MIB]);
            new BodyLimit(budget)
                    .doFilter(
                            request,
                            new MockHttpServletResponse(),
                            (bounded, response) -> {
                                bounded.getInputStream().readAllBytes();
                                assertThat(BodyLimit.isPartFull(bounded)).isTrue();
                            });
        }
        BodyLimit.dealtWith(request);
        assertThat(BodyLimit.isPartFull(request)).isFalse();
    }
}
