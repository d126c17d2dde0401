package io.turnout.hub.trust;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Enumeration;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this machine is reached by, as far as it knows itself. */
public final class HubNames {
    private static final Logger LOG = LoggerFactory.getLogger(HubNames.class);
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?");

    private HubNames() {}

    /** Whether a host is an address of either version and no name. */
    static boolean isAddress(String host) {
        return ADDRESS.matcher(host).matches();
    }

    /**
     * Names and addresses now, in one order.
     *
     * @param configured hosts that the configuration names; wildcards and what no certificate can
     *     hold are passed over
     */
    public static NavigableSet<String> now(Collection<String> configured) {
        NavigableSet<String> names = new TreeSet<>();
        names.add("localhost");
        names.add("127.0.0.1");
        try {
            for (String host : configured) {
                String bare = host.replace("[", "").replace("]", "");
                if (fits(bare)) {
                    names.add(isAddress(bare) ? written(InetAddress.getByName(bare)) : bare);
                }
            }
            String own = InetAddress.getLocalHost().getHostName();
            if (fits(own)) {
                names.add(own);
            }
        } catch (UnknownHostException e) {
            LOG.debug("this machine's name has no address", e);
        }
        addAddresses(names);
        return names;
    }

    /** As certificates are read, without the name of an interface. */
    private static String written(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }

    private static boolean fits(String host) {
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        return !everywhere && (isAddress(host) || NAME.matcher(host).matches());
    }

    /** Link-local ones change with each cable and lead nowhere without an interface's name. */
    private static void addAddresses(NavigableSet<String> names) {
        try {
            Enumeration<NetworkInterface> all = NetworkInterface.getNetworkInterfaces();
            while (all.hasMoreElements()) {
                all.nextElement()
                        .inetAddresses()
                        .filter(address -> !address.isLinkLocalAddress())
                        .map(HubNames::written)
                        .forEach(names::add);
            }
        } catch (SocketException e) {
            LOG.warn("this machine's addresses cannot be read: {}", e.getMessage());
        }
    }
}
