package dev.handover.local.mail;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.smtp.SmtpConnection;
import com.icegreen.greenmail.smtp.SmtpHandler;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.smtp.commands.MailCommand;
import com.icegreen.greenmail.smtp.commands.SmtpCommand;
import com.icegreen.greenmail.smtp.commands.SmtpCommandRegistry;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;

/**
 * GreenMail with what the help desk needs of a real server: the null sender of bounces and automatic answers, and IMAP
 * connections that may be idle for half an hour (RFC 3501 §5.4).
 */
final class MailServer extends GreenMail {

    private static final Duration IDLE = Duration.ofMinutes(30);

    MailServer(ServerSetup[] setups) {
        super(setups);
    }

    @Override
    protected Map<String, AbstractServer> createServices(ServerSetup[] setups, Managers managers) {
        Map<String, AbstractServer> services = super.createServices(setups, managers);
        for (ServerSetup setup : setups) {
            if (setup.getProtocol().equals(ServerSetup.PROTOCOL_SMTP)) {
                services.put(setup.getProtocol(), new NullSenderSmtpServer(setup, managers));
            }
        }
        services.values().forEach(service -> service.setClientSocketTimeout((int) IDLE.toMillis()));
        return services;
    }

    private static final class NullSenderSmtpServer extends SmtpServer {

        NullSenderSmtpServer(ServerSetup setup, Managers managers) {
            super(setup, managers);
        }

        @Override
        protected ProtocolHandler createProtocolHandler(Socket client) {
            return new SmtpHandler(new Commands(), managers.getSmtpManager(), client);
        }
    }

    private static final class Commands extends SmtpCommandRegistry {

        private final SmtpCommand mail = new NullSenderMailCommand();

        @Override
        public SmtpCommand getCommand(String name) {
            return name.equals("MAIL") ? mail : super.getCommand(name);
        }
    }

    private static final class NullSenderMailCommand extends SmtpCommand {

        private final MailCommand usual = new MailCommand();

        @Override
        public void execute(SmtpConnection connection, SmtpState state, SmtpManager manager, String line) {
            usual.execute(connection, state, manager, line);
            if (line.matches("(?i)MAIL FROM:\\s?<>.*")) {
                state.getMessage().setReturnPath(new MailAddress(""));
            }
        }
    }
}
