package dev.handover.channel.account;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.util.matcher.InetAddressMatcher;
import org.springframework.security.util.matcher.InetAddressMatchers;

/**
 * Where accounts that were connected over HTTP may lead: to the internet, and to what the settings open. Whoever may
 * connect accounts must not reach by them what only this network is meant to reach. Each connection is checked by the
 * very address that it goes to, since a name may lead elsewhere each time.
 */
public final class AccountNetworks {

    /** Own, private, shared, link-local (cloud metadata), special, multicast and reserved; what wraps such addresses. */
    private static final List<InetAddressMatcher> INSIDE = networks(List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32", // where Azure answers each of its machines
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/8",
            "2001::/32",
            "2002::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8"));

    private final List<InetAddressMatcher> allowed;

    /** @throws IllegalArgumentException when an allowed network is none */
    public AccountNetworks(AccountSettings settings) {
        this.allowed = networks(settings.allowedNetworks());
    }

    private static List<InetAddressMatcher> networks(List<String> names) {
        return names.stream().map(InetAddressMatchers::fromIpAddress).toList();
    }

    boolean allows(InetAddress address) {
        return INSIDE.stream().noneMatch(network -> network.matches(address))
                || allowed.stream().anyMatch(network -> network.matches(address));
    }

    /** Whether the name leads where accounts may not go, as far as it is known now; asks the network's DNS. */
    public boolean refuses(String host) {
        try {
            return !Arrays.stream(InetAddress.getAllByName(host)).allMatch(this::allows);
        } catch (UnknownHostException notKnownNow) {
            return false;
        }
    }

    /** @throws RefusedNetworkException where the address is not to be gone to */
    public void check(String host, InetAddress address) throws RefusedNetworkException {
        if (!allows(address)) {
            throw new RefusedNetworkException(host);
        }
    }

    /** Makes sockets that connect to no other addresses. */
    public SocketFactory sockets() {
        return new Sockets();
    }

    private final class Checked extends Socket {

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (endpoint instanceof InetSocketAddress target && !target.isUnresolved()) {
                check(target.getHostString(), target.getAddress());
            }
            super.connect(endpoint, timeout);
        }
    }

    private final class Sockets extends SocketFactory {

        @Override
        public Socket createSocket() {
            return new Checked();
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return connected(new InetSocketAddress(host, port), null);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return connected(new InetSocketAddress(host, port), null);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
                throws IOException {
            return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
        }

        private Socket connected(InetSocketAddress to, @Nullable InetSocketAddress from) throws IOException {
            Socket socket = new Checked();
            try {
                socket.bind(from);
                socket.connect(to, 0);
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }
    }
}
