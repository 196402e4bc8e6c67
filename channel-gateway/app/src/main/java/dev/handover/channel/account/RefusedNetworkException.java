package dev.handover.channel.account;

import java.net.UnknownHostException;

/**
 * A host of an account leads into a network that accounts may not connect to. For those who look hosts up it is as if
 * there were none, and so it passes through libraries as that.
 */
public final class RefusedNetworkException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    RefusedNetworkException(String host) {
        super(host + " leads into a network that accounts may not connect to: name a public host, or have"
                + " handover.accounts.allowed-networks open it.");
    }
}
