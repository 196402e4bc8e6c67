package dev.handover.channel.email.outgoing;

import dev.handover.channel.contract.ChannelEvent.DeliveryState;
import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.EmailAccounts;
import dev.handover.channel.email.EmailSettings;
import dev.handover.channel.email.thread.OwnMessageId;
import dev.handover.foundation.consuming.Consumption;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.EventTypes;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.JournalEvent.ConversationOperatorReplied;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes operators' replies from the ticket journal and queues those that go by email, each once. */
final class ReplyQueue implements Consumption {

    private static final EventCodec<JournalEvent> CODEC = new EventCodec<>(JournalEvent.TYPES);
    private static final String REPLIED = nameOf(JournalEvent.TYPES);

    private final EmailAccounts accounts;
    private final Deliveries deliveries;
    private final EmailSettings settings;
    private final Clock clock;
    private final Runnable wake;

    ReplyQueue(EmailAccounts accounts, Deliveries deliveries, EmailSettings settings, Clock clock, Runnable wake) {
        this.accounts = accounts;
        this.deliveries = deliveries;
        this.settings = settings;
        this.clock = clock;
        this.wake = wake;
    }

    private static String nameOf(EventTypes<JournalEvent> types) {
        return types.all().entrySet().stream()
                .filter(e -> e.getValue() == ConversationOperatorReplied.class)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    @Override
    public boolean acrossPartitions() {
        return true;
    }

    @Override
    public void handle(List<ConsumerRecord<String, byte[]>> records) {
        boolean queued = false;
        for (ConsumerRecord<String, byte[]> record : records) {
            if (REPLIED.equals(EventCodec.type(record))) {
                queued |= CODEC.decode(record)
                        .map(p -> p.event() instanceof ConversationOperatorReplied reply
                                && reply.channel().equals("email")
                                && queue(reply, p.envelope()))
                        .orElse(false);
            }
        }
        if (queued) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    wake.run();
                }
            });
        }
    }

    private boolean queue(ConversationOperatorReplied reply, Envelope envelope) {
        String workspace = envelope.workspace();
        UUID messageId = id(reply.messageId());
        Optional<EmailAccount> account = Optional.ofNullable(reply.accountId())
                .flatMap(accounts::byId)
                .filter(a -> a.workspace().equals(workspace))
                .or(() -> accounts.firstOf(workspace))
                .filter(a -> a.smtp().isPresent());
        Optional<Refusal> refusal = refusal(reply, account);
        DeliveryState state = refusal.isPresent() ? DeliveryState.FAILED : DeliveryState.QUEUED;
        OutgoingStore.Reference reference = new OutgoingStore.Reference(
                reply.conversationId(),
                account.map(a -> OwnMessageId.of(messageId, a.domain())).orElse(null),
                envelope.traceparent());
        String reason = refusal.map(Refusal::reason).orElse(null);
        boolean added = deliveries
                .store()
                .add(messageId, workspace, account.map(EmailAccount::id).orElse(null), reference, reply, state, reason);
        if (added) {
            // that a reply is queued is known where it was made; only a refusal is news
            refusal.ifPresent(refused ->
                    deliveries.publish(messageId, workspace, reference, state, refused.reason(), refused.retryable()));
        }
        return added && refusal.isEmpty();
    }

    private record Refusal(String reason, boolean retryable) {}

    private Optional<Refusal> refusal(ConversationOperatorReplied reply, Optional<EmailAccount> account) {
        String to = reply.toAddress() == null ? "" : reply.toAddress().strip();
        if (to.isEmpty()) {
            return Optional.of(new Refusal("the requester has no email address", false));
        }
        if (!Recipients.valid(to)) {
            return Optional.of(new Refusal("the requester's email address is not valid", false));
        }
        String local = to.substring(0, to.lastIndexOf('@')).toLowerCase(Locale.ROOT);
        if (local.equals("mailer-daemon") || accounts.own(to)) {
            return Optional.of(new Refusal("mail to this address would cause mail without end", false));
        }
        if (account.isEmpty()) {
            return Optional.of(new Refusal("the workspace has no email account that sends", true));
        }
        if (reply.occurredAt().plus(settings.sending().giveUpAfter()).isBefore(clock.instant())) {
            return Optional.of(new Refusal("it came here too late to be sent", true));
        }
        return Optional.empty();
    }

    private static UUID id(String messageId) {
        try {
            return UUID.fromString(messageId);
        } catch (IllegalArgumentException notOfThatForm) {
            return UUID.nameUUIDFromBytes(messageId.getBytes(StandardCharsets.UTF_8));
        }
    }
}
