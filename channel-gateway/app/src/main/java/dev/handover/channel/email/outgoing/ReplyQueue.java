package dev.handover.channel.email.outgoing;

import dev.handover.channel.contract.ChannelEvent.DeliveryState;
import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.EmailAccounts;
import dev.handover.channel.email.EmailSettings;
import dev.handover.channel.email.outgoing.OutgoingStore.NewReply;
import dev.handover.channel.email.thread.OwnMessageId;
import dev.handover.foundation.consuming.Consumption;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationErased;
import dev.handover.ticket.contract.JournalEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes what operators, agents and the system say from the ticket journal, and queues what goes by email, each once. */
final class ReplyQueue implements Consumption {

    private static final EventCodec<JournalEvent> CODEC = new EventCodec<>(JournalEvent.TYPES);
    private static final Set<String> SAID = namesOf(ConversationJournalEvent.Outgoing.class);
    private static final Set<String> ERASED = namesOf(ConversationErased.class);

    private final EmailAccounts accounts;
    private final Deliveries deliveries;
    private final ErasedMessages erasedMessages;
    private final EmailSettings settings;
    private final Clock clock;
    private final Runnable wake;

    ReplyQueue(
            EmailAccounts accounts,
            Deliveries deliveries,
            ErasedMessages erasedMessages,
            EmailSettings settings,
            Clock clock,
            Runnable wake) {
        this.accounts = accounts;
        this.deliveries = deliveries;
        this.erasedMessages = erasedMessages;
        this.settings = settings;
        this.clock = clock;
        this.wake = wake;
    }

    private static Set<String> namesOf(Class<? extends JournalEvent> kind) {
        return JournalEvent.TYPES.all().entrySet().stream()
                .filter(e -> kind.isAssignableFrom(e.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean acrossPartitions() {
        return true;
    }

    /** What is erased is removed last: it was said before, and may have come at the same time. */
    @Override
    public void handle(List<ConsumerRecord<String, byte[]>> records) {
        queue(records);
        Set<UUID> gone = new HashSet<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            String type = EventCodec.type(record);
            if (type != null && ERASED.contains(type)) {
                CODEC.decode(record).ifPresent(published -> {
                    if (published.event() instanceof ConversationErased erased) {
                        erased.messageIds().forEach(id -> gone.add(id(id)));
                    }
                });
            }
        }
        if (!gone.isEmpty()) {
            erasedMessages.remove(gone);
        }
    }

    private void queue(List<ConsumerRecord<String, byte[]>> records) {
        Map<UUID, NewReply> replies = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            String type = EventCodec.type(record);
            if (type != null && SAID.contains(type)) {
                CODEC.decode(record)
                        .filter(published -> published.event() instanceof ConversationJournalEvent.Outgoing said
                                && said.channel().equals("email"))
                        .map(published -> reply(
                                OutgoingReply.of((ConversationJournalEvent.Outgoing) published.event()),
                                published.envelope()))
                        .ifPresent(made -> replies.putIfAbsent(made.messageId(), made));
            }
        }
        if (replies.isEmpty()) {
            return;
        }
        Set<UUID> added = deliveries.store().add(List.copyOf(replies.values()));
        // that a reply is queued is known where it was made; only a refusal is news
        replies.values().stream()
                .filter(reply -> added.contains(reply.messageId()) && reply.state() == DeliveryState.FAILED)
                .forEach(this::tellRefusal);
        if (!added.isEmpty()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    wake.run();
                }
            });
        }
    }

    private NewReply reply(OutgoingReply reply, Envelope envelope) {
        UUID messageId = id(reply.messageId());
        Optional<EmailAccount> account = account(reply, envelope.workspace());
        Optional<Refusal> refusal = refusal(reply, account);
        return new NewReply(
                messageId,
                envelope.workspace(),
                account.map(EmailAccount::id).orElse(null),
                new OutgoingStore.Reference(
                        reply.conversationId(),
                        account.map(a -> OwnMessageId.of(messageId, a.domain())).orElse(null),
                        envelope.traceparent()),
                reply,
                refusal.isPresent() ? DeliveryState.FAILED : DeliveryState.QUEUED,
                refusal.map(Refusal::reason).orElse(null));
    }

    private Optional<EmailAccount> account(OutgoingReply reply, String workspace) {
        return Optional.ofNullable(reply.accountId())
                .flatMap(accounts::byId)
                .filter(a -> a.workspace().equals(workspace))
                .or(() -> accounts.firstOf(workspace))
                .filter(a -> a.smtp().isPresent());
    }

    private void tellRefusal(NewReply refused) {
        boolean retryable = refusal(refused.reply(), account(refused.reply(), refused.workspace()))
                .map(Refusal::retryable)
                .orElse(true);
        deliveries.publish(
                refused.messageId(),
                refused.workspace(),
                refused.reference(),
                DeliveryState.FAILED,
                refused.reason(),
                retryable);
    }

    private record Refusal(String reason, boolean retryable) {}

    private Optional<Refusal> refusal(OutgoingReply reply, Optional<EmailAccount> account) {
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
