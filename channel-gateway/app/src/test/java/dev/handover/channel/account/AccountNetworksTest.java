package dev.handover.channel.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountNetworksTest {

    private static AccountNetworks allowing(String... networks) {
        return new AccountNetworks(new AccountSettings(null, 1, Map.of(), List.of(networks)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.100.100.200",
                "127.0.0.1",
                "127.8.9.10",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void whatIsNotTheInternetIsRefused(String address) throws UnknownHostException {
        InetAddress resolved = InetAddress.getByName(address);
        assertThat(allowing().refuses(address)).isTrue();
        assertThatThrownBy(() -> allowing().check("mail.test", resolved))
                .isInstanceOf(RefusedNetworkException.class)
                .hasMessageStartingWith("mail.test leads into a network");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "172.32.0.1",
                "100.128.0.1",
                "192.0.1.1",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111"
            })
    void theInternetIsNot(String address) {
        assertThat(allowing().refuses(address)).isFalse();
    }

    @Test
    void anAllowedNetworkIsOpenAndNoOther() {
        AccountNetworks networks = allowing("10.1.0.0/16", "fd12::/16", "192.168.7.7");
        assertThat(networks.refuses("10.1.2.3")).isFalse();
        assertThat(networks.refuses("fd12::1")).isFalse();
        assertThat(networks.refuses("192.168.7.7")).isFalse();
        assertThat(networks.refuses("10.2.0.1")).isTrue();
        assertThat(networks.refuses("192.168.7.8")).isTrue();
        assertThat(networks.refuses("::ffff:10.2.0.1")).isTrue();
    }

    @Test
    void aNetworkThatIsNoneEndsTheStart() {
        assertThatThrownBy(() -> allowing("10.1.0.0/99")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> allowing("intranet")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void socketsConnectWhereItIsAllowedOnly() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            int port = server.getLocalPort();
            assertThatThrownBy(() -> allowing().sockets().createSocket("localhost", port))
                    .isInstanceOf(RefusedNetworkException.class);
            assertThatThrownBy(() -> allowing().sockets().createSocket(server.getInetAddress(), port))
                    .isInstanceOf(RefusedNetworkException.class);
            try (Socket socket = allowing("127.0.0.0/8").sockets().createSocket(server.getInetAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
            }
        }
    }
}
