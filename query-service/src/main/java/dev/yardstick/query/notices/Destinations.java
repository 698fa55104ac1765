package dev.yardstick.query.notices;

import org.springframework.stereotype.Component;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Where a webhook may go: to public addresses only, so that nobody reaches through it what stands
 * behind the firewall. A name is resolved anew for every connection, and the connection goes to the
 * address that was looked at.
 */
@Component
public class Destinations {

    private static final int MAX_LENGTH = 2_000;

    private record Range(BigInteger first, int bits, int prefix) {

        static Range of(String text) {
            String[] parts = text.split("/", 2);
            try {
                byte[] bytes = InetAddress.getByName(parts[0]).getAddress();
                return new Range(
                        new BigInteger(1, bytes), bytes.length * 8, Integer.parseInt(parts[1]));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text, e);
            }
        }

        boolean holds(InetAddress address) {
            byte[] bytes = address.getAddress();
            return bytes.length * 8 == bits
                    && new BigInteger(1, bytes)
                            .xor(first)
                            .shiftRight(bits - prefix)
                            .equals(BigInteger.ZERO);
        }
    }

    /** Those of IANA's special-purpose registries that are not globally reachable; multicast. */
    private static final List<Range> SPECIAL =
            List.of(
                    Range.of("0.0.0.0/8"),
                    Range.of("10.0.0.0/8"),
                    Range.of("100.64.0.0/10"),
                    Range.of("127.0.0.0/8"),
                    Range.of("169.254.0.0/16"),
                    Range.of("172.16.0.0/12"),
                    Range.of("192.0.0.0/24"),
                    Range.of("192.0.2.0/24"),
                    Range.of("192.88.99.0/24"),
                    Range.of("192.168.0.0/16"),
                    Range.of("198.18.0.0/15"),
                    Range.of("198.51.100.0/24"),
                    Range.of("203.0.113.0/24"),
                    Range.of("224.0.0.0/3"),
                    // What lies in 2000::/3 and leads elsewhere: Teredo and the like, examples,
                    // 6to4.
                    Range.of("2001::/23"),
                    Range.of("2001:db8::/32"),
                    Range.of("2002::/16"),
                    Range.of("3fff::/20"));

    private static final Range UNICAST = Range.of("2000::/3");

    private final boolean allowPrivate;

    Destinations(NoticeSettings settings) {
        this.allowPrivate = settings.allowPrivateAddresses();
    }

    /**
     * An address to post to.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    public URI checked(String text) {
        URI uri;
        try {
            uri = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw wrong("must be an address such as https://example.org/notices");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!List.of("https", "http").contains(scheme)
                || uri.getHost() == null
                || text.length() > MAX_LENGTH) {
            throw wrong("must be an address such as https://example.org/notices");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw wrong("must not hold a user, a password or a fragment");
        }
        try {
            resolve(uri.getHost());
        } catch (UnknownHostException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
        return uri;
    }

    private static IllegalArgumentException wrong(String message) {
        return new IllegalArgumentException(message);
    }

    /**
     * The addresses of a host.
     *
     * @throws UnknownHostException when there are none, or one of them is not public
     */
    InetAddress[] resolve(String host) throws UnknownHostException {
        String literal =
                host.startsWith("[") && host.endsWith("]")
                        ? host.substring(1, host.length() - 1)
                        : host;
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(literal);
        } catch (UnknownHostException e) {
            throw new UnknownHostException("must name a host that can be found");
        }
        if (!allowPrivate && !Arrays.stream(addresses).allMatch(Destinations::isPublic)) {
            throw new UnknownHostException("must lie on a public address");
        }
        return addresses;
    }

    static boolean isPublic(InetAddress address) {
        return SPECIAL.stream().noneMatch(range -> range.holds(address))
                && (address instanceof Inet4Address || UNICAST.holds(address));
    }
}
