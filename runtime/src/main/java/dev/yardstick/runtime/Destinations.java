package dev.yardstick.runtime;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.RefusedValueException;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Where a call to an address that somebody entered may go: to public addresses, and to the hosts
 * that a setting names, so that nobody reaches through it what stands behind the firewall. A name
 * is resolved for every connection, and the connection goes to the address that was looked at.
 */
public final class Destinations implements DnsResolver {

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

    private final Set<String> allowed;
    private final DnsResolver names;

    /**
     * Makes the rule.
     *
     * @param allowed hosts that may lie anywhere, as addresses name them
     */
    public Destinations(Collection<String> allowed, DnsResolver names) {
        this.allowed = allowed.stream().map(Destinations::bare).collect(Collectors.toSet());
        this.names = names;
    }

    /** The same rule, with another host that may lie anywhere. */
    public Destinations with(String host) {
        Set<String> more = new HashSet<>(allowed);
        more.add(host);
        return new Destinations(more, names);
    }

    /** The host of an address came with a name or a number that leads where no call may go. */
    static final class NotAllowedException extends UnknownHostException {
        NotAllowedException() {
            super(Reason.URL_NOT_ALLOWED.english());
        }
    }

    /**
     * An address as somebody entered it. Where its host's name leads is looked at by each call.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    public URI checked(String text) {
        URI uri;
        try {
            uri = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new RefusedValueException(Reason.URL);
        }
        try {
            require(uri);
        } catch (NotAllowedException e) {
            throw new RefusedValueException(Reason.URL_NOT_ALLOWED);
        }
        return uri;
    }

    /**
     * Refuses an address by what can be told from itself.
     *
     * @throws IllegalArgumentException where it is none that may be called, saying what would be
     * @throws NotAllowedException where its host is a number, or this machine, and not allowed
     */
    void require(URI uri) throws NotAllowedException {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (!List.of("https", "http").contains(scheme)
                || host == null
                || uri.toString().length() > MAX_LENGTH) {
            throw new RefusedValueException(Reason.URL);
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new RefusedValueException(Reason.URL_WITH_USER);
        }
        if (!allows(host) && isHere(bare(host))) {
            throw new NotAllowedException();
        }
    }

    private static boolean isHere(String host) {
        try {
            return !isPublic(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException isName) {
            return host.equals("localhost") || host.endsWith(".localhost");
        }
    }

    /** Whether the setting names a host, so that it may lie anywhere. */
    public boolean allows(String host) {
        return allowed.contains(bare(host));
    }

    private static String bare(String host) {
        String text = host.strip().toLowerCase(Locale.ROOT);
        return text.startsWith("[") && text.endsWith("]")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    /**
     * The addresses of a host.
     *
     * @throws NotAllowedException when one of them is not public, and the host is not allowed
     */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(bare(host));
        if (!allows(host) && !Arrays.stream(addresses).allMatch(Destinations::isPublic)) {
            throw new NotAllowedException();
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    static boolean isPublic(InetAddress address) {
        return SPECIAL.stream().noneMatch(range -> range.holds(address))
                && (address instanceof Inet4Address || UNICAST.holds(address));
    }
}
