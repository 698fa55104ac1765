package dev.yardstick.query.credential;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From where somebody calls, to count what she tries. */
public final class Addresses {

    /** Who is given one address of IPv6 is given this much of it, and takes any. */
    private static final int NETWORK = 8;

    private Addresses() {}

    /**
     * The address that called; behind a proxy of one's own network, which says so last, the one
     * that called the proxy. What anybody else says counts for nothing.
     */
    public static String of(HttpServletRequest request) {
        String near = request.getRemoteAddr();
        List<String> said = Collections.list(request.getHeaders("X-Forwarded-For"));
        if (said.isEmpty() || !isOwn(near)) {
            return network(near);
        }
        String last = said.getLast().substring(said.getLast().lastIndexOf(',') + 1).strip();
        return network(parsed(last) == null ? near : last);
    }

    private static boolean isOwn(String address) {
        InetAddress read = parsed(address);
        return read != null && (read.isLoopbackAddress() || read.isSiteLocalAddress());
    }

    private static String network(String address) {
        InetAddress read = parsed(address);
        if (read == null) {
            return address;
        }
        byte[] bytes = read.getAddress();
        return HexFormat.of()
                .formatHex(read instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK) : bytes);
    }

    private static @Nullable InetAddress parsed(String address) {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }
}
