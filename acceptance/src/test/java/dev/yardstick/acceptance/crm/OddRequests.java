package dev.yardstick.acceptance.crm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests that no client of ours makes, byte for byte, without a token. */
final class OddRequests {

    private static final int PATIENCE_MILLIS = 10_000;

    private static final List<String> METHODS =
            List.of(
                    "GET",
                    "HEAD",
                    "OPTIONS",
                    "POST",
                    "PUT",
                    "DELETE",
                    "PATCH",
                    "TRACE",
                    "CONNECT",
                    "PROPFIND",
                    "get",
                    "G\u00e9T");

    private static final List<String> PATHS =
            List.of(
                    "/",
                    "/sign-in?code=%ff",
                    "/sign-in?code=a%00b",
                    "/sign-in?after=abc",
                    "/sign-in?after=9223372036854775807",
                    "/sign-in?lang=%ff",
                    "/sign-in?lang=xx_YY_ZZ",
                    "/sign-in?%ff=1",
                    "/sign-in?%=1",
                    "/sign-in?a=%zz",
                    "/sign-in?" + "a=1&".repeat(1_500),
                    "/site.css?after=abc",
                    "/site.css?after=9223372036854775807",
                    "/nope.css?after=-1",
                    "/webjars/%2e%2e/x",
                    "/error?status=500",
                    "/%zz",
                    "/..;/",
                    "/a%00b",
                    "/%ff",
                    "/a%5cb",
                    "/\\",
                    "//",
                    "/" + "a/".repeat(3_000),
                    "/actuator/health?x=%ff",
                    "/v3/api-docs/%ff",
                    "/api/v1/reps?after=%ff",
                    "/api/v1/crm/webhooks/x?%ff=1",
                    "/api/v1/crm/webhooks/%ff",
                    "/live?rep=%zz",
                    "*",
                    "http://[/");

    private static final List<String> HEADERS =
            List.of(
                    "Accept: garbage",
                    "Accept: text/html;q=abc",
                    "Accept: image/png",
                    "Accept: */*;charset=\u00ff",
                    "Accept-Language: ;;;,,xx",
                    "Accept-Language: " + "en,".repeat(500),
                    "Authorization: Bearer \u00ff",
                    "Authorization: Bearer a b",
                    "Authorization: Bearer a.b.c\r\nAuthorization: Bearer d",
                    "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.",
                    "Cookie: ;;;=;\u00ff",
                    "Cookie: yardstick_session=\"",
                    "Cookie: yardstick_session=" + "b".repeat(5_000),
                    "Range: bytes=5-1",
                    "If-Modified-Since: never",
                    "X-Forwarded-Host: [::",
                    "Origin: http://[",
                    "Sec-Fetch-Site: \u00ff",
                    "Content-Type: ;;",
                    "Content-Type: application/json;charset=xx",
                    "Content-Type: multipart/form-data; boundary=",
                    "Content-Type: application/x-www-form-urlencoded;charset=nope",
                    "Content-Length: abc",
                    "Content-Length: 5\r\nContent-Length: 6",
                    "Transfer-Encoding: gzip",
                    "Expect: nonsense",
                    "Upgrade: h2c",
                    "Access-Reason: \u00ff",
                    "X-Correlation-Id: \u00ff",
                    "Content-Encoding: xx",
                    "X: " + "y".repeat(20_000),
                    "no header");

    private static final List<String> FORMS =
            List.of("token=%ff", "token=%zz", "%ff=%ff", "a=1&".repeat(1_500), "\u00ff\u00fe", "{");

    private OddRequests() {}

    /** All of them. */
    static List<String> all() {
        List<String> all = new ArrayList<>();
        for (String path : PATHS) {
            all.add(request("GET", path, "", ""));
            all.add(request("POST", path, "", ""));
        }
        for (String path :
                List.of(
                        "/",
                        "/sign-in",
                        "/nope.css",
                        "/api/v1/reps",
                        "/api/v1/crm/webhooks/x",
                        "/actuator/health",
                        "/error")) {
            METHODS.forEach(method -> all.add(request(method, path, "", "")));
            for (String header : HEADERS) {
                all.add(request("GET", path, header + "\r\n", ""));
            }
        }
        for (String path :
                List.of("/sign-in", "/sign-out", "/preferences", "/api/v1/crm/webhooks/x")) {
            for (String form : FORMS) {
                all.add(
                        request(
                                "POST",
                                path,
                                "Content-Type: application/x-www-form-urlencoded\r\n",
                                form));
            }
        }
        all.add("GET\r\n\r\n");
        all.add("GET / HTTP/9.9\r\n\r\n");
        all.add("GET / HTTP/1.1\r\nHost: [::\r\n\r\n");
        all.add("A".repeat(20_000));
        return all;
    }

    private static String request(String method, String path, String header, String body) {
        return method
                + " "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + header
                + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n")
                + "Connection: close\r\n\r\n"
                + body;
    }

    /** The first line of the answer; empty: the server hung up, or waits for more. */
    static String send(URI server, String request) {
        try (Socket socket = new Socket("127.0.0.1", server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            if (!request.contains("\r\n\r\n")) {
                socket.shutdownOutput();
            }
            return line(socket.getInputStream());
        } catch (SocketTimeoutException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int read = in.read();
        while (read >= 0 && read != '\r') {
            line.write(read);
            read = in.read();
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
