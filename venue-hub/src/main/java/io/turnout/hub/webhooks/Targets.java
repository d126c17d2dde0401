package io.turnout.hub.webhooks;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where this hub may send to. An address is looked at when it is typed, and its host's addresses
 * again before every attempt: a name may lead elsewhere by then. Thread-safe.
 */
final class Targets {
    private static final int LONGEST = 1_000;

    private final Reach reach;
    private final Names names;

    Targets(Reach reach, Names names) {
        this.reach = reach;
        this.names = names;
    }

    /** Finds the addresses of a host, as {@link InetAddress#getAllByName} does. */
    @FunctionalInterface
    interface Names {
        InetAddress[] find(String host) throws UnknownHostException;
    }

    /** Why an address is not used. */
    enum Refusal {
        /** Not a complete address of the web, or one with a password or a fragment. */
        NO_ADDRESS,
        /** Not encrypted. */
        NOT_HTTPS,
        /** Its host has an address of this machine or a network that is not the internet. */
        PRIVATE_ADDRESS,
        /** Its host is not known here and now. */
        UNKNOWN_HOST;

        /** As it is stored and as texts are named: {@code private-address}. */
        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What keeps an address from being used now; empty for nothing. Asks for its host's name. */
    Optional<Refusal> refuse(String url) {
        Optional<URI> uri = parse(url);
        if (uri.isEmpty()) {
            return Optional.of(Refusal.NO_ADDRESS);
        }
        boolean plain = "http".equalsIgnoreCase(uri.get().getScheme());
        if (plain && reach != Reach.LOOPBACK_HTTP) {
            return Optional.of(Refusal.NOT_HTTPS);
        }
        return refuseHost(uri.get().getHost(), plain);
    }

    private static Optional<URI> parse(String url) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean good =
                    url.length() <= LONGEST
                            && List.of("http", "https").contains(scheme)
                            && uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && uri.getRawFragment() == null
                            && uri.getPort() != 0
                            && uri.getPort() <= 65_535;
            return good ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private Optional<Refusal> refuseHost(String host, boolean plain) {
        InetAddress[] found;
        try {
            found = names.find(host);
        } catch (UnknownHostException e) {
            return Optional.of(Refusal.UNKNOWN_HOST);
        }
        if (plain && !Arrays.stream(found).allMatch(InetAddress::isLoopbackAddress)) {
            return Optional.of(Refusal.NOT_HTTPS);
        }
        boolean allowed = reach != Reach.PUBLIC || Arrays.stream(found).allMatch(Targets::isPublic);
        return allowed ? Optional.empty() : Optional.of(Refusal.PRIVATE_ADDRESS);
    }

    /** Whether an address is one of the internet, by the registries of special addresses. */
    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        int[] part = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            part[i] = bytes[i] & 0xFF;
        }
        return address instanceof Inet4Address ? isPublic4(part) : isPublic6(part);
    }

    private static boolean isPublic4(int[] a) {
        boolean ofNoNetwork = a[0] == 0 || a[0] == 127 || a[0] >= 224;
        boolean ofThisNetwork =
                a[0] == 10
                        || (a[0] == 172 && a[1] >= 16 && a[1] <= 31)
                        || (a[0] == 192 && a[1] == 168)
                        || (a[0] == 169 && a[1] == 254)
                        || (a[0] == 100 && a[1] >= 64 && a[1] <= 127);
        boolean ofNobody =
                (a[0] == 192 && a[1] == 0 && (a[2] == 0 || a[2] == 2))
                        || (a[0] == 192 && a[1] == 88 && a[2] == 99)
                        || (a[0] == 198 && (a[1] == 18 || a[1] == 19))
                        || (a[0] == 198 && a[1] == 51 && a[2] == 100)
                        || (a[0] == 203 && a[1] == 0 && a[2] == 113);
        return !ofNoNetwork && !ofThisNetwork && !ofNobody;
    }

    /** Of 2000::/3 all but what is a tunnel to another address, or nobody's. */
    private static boolean isPublic6(int[] a) {
        boolean global = (a[0] & 0xE0) == 0x20;
        boolean tunnelOrProtocol = a[0] == 0x20 && a[1] == 0x01 && a[2] < 2;
        boolean documentation =
                (a[0] == 0x20 && a[1] == 0x01 && a[2] == 0x0D && a[3] == 0xB8)
                        || (a[0] == 0x3F && a[1] == 0xFF && a[2] < 0x10);
        boolean sixToFour = a[0] == 0x20 && a[1] == 0x02;
        return global && !tunnelOrProtocol && !documentation && !sixToFour;
    }
}
