package dev.handover.channel.email.login;

import dev.handover.channel.account.RefusedNetworkException;
import dev.handover.channel.email.MailServer;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/** Why a mail server can't be used, in words for those who connected it. */
public final class MailServerFailure {

    private static final int MAX = 300;

    private MailServerFailure() {}

    /** One sentence; never with a password or token in it. */
    public static String words(MailServer server, Exception thrown) {
        List<Throwable> causes = causes(thrown);
        for (Throwable cause : causes) {
            switch (cause) {
                case RefusedNetworkException refused -> {
                    return line(refused) + ".";
                }
                case UnknownHostException _ -> {
                    return "There is no host " + server.host() + ": check its name.";
                }
                case ConnectException _ -> {
                    return "Nothing answers at " + server
                            + ": check host and port, and whether a firewall lets it through.";
                }
                case NoRouteToHostException _ -> {
                    return "There is no way to " + server + ": check whether a firewall lets it through.";
                }
                case SocketTimeoutException _ -> {
                    return server + " does not answer in time: check host and port, and whether it expects TLS.";
                }
                case SSLException ssl -> {
                    return "No TLS with " + server + ": " + line(ssl)
                            + ". Check the port, the certificate and the host's" + " name in it.";
                }
                case AuthenticationFailedException refused -> {
                    return server + " refuses the login: " + line(refused) + ". Check the user name and the password or"
                            + " token, and whether the provider allows this way.";
                }
                case FolderNotFoundException folder -> {
                    return "The mailbox has no such folder: " + line(folder) + ".";
                }
                default -> {
                    // the next cause may say more
                }
            }
        }
        return server + ": " + line(causes.getLast()) + ".";
    }

    private static List<Throwable> causes(Exception thrown) {
        List<Throwable> causes = new ArrayList<>();
        Throwable next = thrown;
        while (next != null && causes.size() < 10) {
            causes.add(next);
            Throwable behind = next instanceof MessagingException m ? m.getNextException() : null;
            next = behind == null ? next.getCause() : behind;
        }
        return causes.reversed();
    }

    private static String line(Throwable thrown) {
        String words = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        String line = words.replaceAll("\\p{Cntrl}+", " ").strip();
        String bare = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
        return bare.length() > MAX ? bare.substring(0, MAX) : bare;
    }
}
