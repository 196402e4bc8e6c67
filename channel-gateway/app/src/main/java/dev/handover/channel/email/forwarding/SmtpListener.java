package dev.handover.channel.email.forwarding;

import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** The SMTP server for forwarded mail. It relays nothing: mail is taken for addresses that were issued here, or refused. */
public final class SmtpListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SmtpListener.class);

    private final ForwardingSettings settings;
    private final @Nullable SSLContext tls;
    private final int maxBytes;
    private final Supplier<MessageHandler> mails;
    private @Nullable SMTPServer server;

    SmtpListener(ForwardingSettings settings, @Nullable SSLContext tls, long maxBytes, Supplier<MessageHandler> mails) {
        this.settings = settings;
        this.tls = tls;
        this.maxBytes = (int) Math.min(maxBytes, Integer.MAX_VALUE);
        this.mails = mails;
    }

    /** Where it listens; -1 while it does not. */
    public synchronized int port() {
        return server == null ? -1 : server.getPortAllocated();
    }

    @Override
    public synchronized void start() {
        if (settings.port() < 0 || settings.domain() == null) {
            return;
        }
        SMTPServer.Builder builder = SMTPServer.port(settings.port())
                .hostName(settings.domain())
                .softwareName("Handover")
                .messageHandlerFactory(context -> mails.get())
                .maxConnections(settings.maxConnections())
                .maxRecipients(settings.maxRecipients())
                .maxMessageSize(maxBytes)
                .connectionTimeoutMs((int) settings.timeout().toMillis())
                // the same mail must be the same bytes whenever it comes
                .insertReceivedHeaders(false);
        if (tls != null) {
            builder.enableTLS().startTlsSocketFactory(tls).requireTLS(settings.requireTls());
        }
        SMTPServer started = builder.build();
        started.start();
        server = started;
        log.atInfo().addKeyValue("port", started.getPortAllocated()).log("forwarded mail is taken by SMTP");
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return server != null;
    }
}
