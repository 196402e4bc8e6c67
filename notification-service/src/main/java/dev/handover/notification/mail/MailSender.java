package dev.handover.notification.mail;

import dev.handover.notification.NotificationMeters;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.transaction.TransactionException;

/** Sends what the queue has, on a thread of its own; several instances share the work. */
final class MailSender implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(MailSender.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    /** Between two connections to the mail server: what comes meanwhile goes out together. */
    private static final Duration GATHER = Duration.ofMillis(200);

    private static final int AT_ONCE = 100;
    private final MailQueue queue;
    private final MailText text;
    private final JavaMailSender server;
    private final MailSettings settings;
    private final NotificationMeters meters;
    private final Clock clock;
    private volatile boolean running;
    private volatile Thread thread = Thread.ofVirtual().unstarted(() -> {});

    MailSender(MailQueue queue, JavaMailSender server, MailSettings settings, NotificationMeters meters, Clock clock) {
        this.queue = queue;
        this.text = new MailText(settings);
        this.server = server;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void start() {
        if (!settings.enabled()) {
            log.info("no mail server is set (handover.notification.smtp.host): notifications are not mailed");
            return;
        }
        running = true;
        thread = Thread.ofVirtual().name("mail-sender").start(this::run);
    }

    private void run() {
        while (running) {
            try {
                int mails = round();
                if (mails > 0 && mails < AT_ONCE) {
                    TimeUnit.MILLISECONDS.sleep(GATHER.toMillis());
                }
                if (mails < AT_ONCE) {
                    queue.pause(IDLE);
                }
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException | TransactionException e) {
                log.atWarn().setCause(e).log("the mail queue can't be read; trying again");
                try {
                    queue.pause(IDLE);
                } catch (InterruptedException stopped) {
                    return;
                }
            }
        }
    }

    /** How many mails there were. */
    private int round() {
        List<MailQueue.Mail> claimed = queue.claim(AT_ONCE);
        if (claimed.isEmpty()) {
            return 0;
        }
        Instant tooOld = clock.instant().minus(settings.giveUpAfter());
        List<String> given = new ArrayList<>();
        Map<MimeMessage, MailQueue.Mail> messages = new LinkedHashMap<>();
        for (MailQueue.Mail mail : claimed) {
            String address = mail.address();
            if (mail.happenedAt().isBefore(tooOld)) {
                given.add(mail.notificationId());
            } else if (address == null) {
                queue.tryAgain(mail);
            } else {
                try {
                    messages.put(text.write(mail, address), mail);
                } catch (MessagingException e) {
                    log.atWarn()
                            .addKeyValue("notification", mail.notificationId())
                            .log("a notification can't be written as a mail; it stays in the feed");
                    given.add(mail.notificationId());
                }
            }
        }
        giveUp(given);
        send(messages);
        return claimed.size();
    }

    private void giveUp(List<String> notificationIds) {
        if (!notificationIds.isEmpty()) {
            queue.done(notificationIds);
            meters.mail("given_up", notificationIds.size());
        }
    }

    private void send(Map<MimeMessage, MailQueue.Mail> messages) {
        if (messages.isEmpty()) {
            return;
        }
        Set<?> failed = Set.of();
        try {
            server.send(messages.keySet().toArray(MimeMessage[]::new));
        } catch (MailSendException e) {
            failed = e.getFailedMessages().keySet();
            failed(failed.size(), e);
        } catch (MailException e) {
            failed = messages.keySet();
            failed(failed.size(), e);
        }
        List<String> sent = new ArrayList<>();
        for (Map.Entry<MimeMessage, MailQueue.Mail> message : messages.entrySet()) {
            if (failed.contains(message.getKey())) {
                queue.tryAgain(message.getValue());
            } else {
                sent.add(message.getValue().notificationId());
            }
        }
        queue.done(sent);
        meters.mail("sent", sent.size());
    }

    private void failed(int count, MailException e) {
        meters.mail("failed", count);
        log.atWarn()
                .addKeyValue("mails", count)
                .addKeyValue("kind", e.getClass().getSimpleName())
                .log("mails were not taken by the mail server; trying again");
    }

    @Override
    public void stop() {
        running = false;
        queue.wake();
        try {
            if (!thread.join(Duration.ofSeconds(10))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
