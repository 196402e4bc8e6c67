package dev.handover.channel.content;

import dev.handover.channel.contract.InboundEvent.Attachment;
import dev.handover.channel.contract.InboundEvent.AttachmentState;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What comes in with messages: each source and each attachment that is taken is stored, the others are told of. */
public final class InboundContents {

    private final JdbcTemplate jdbc;
    private final ContentStores stores;
    private final ChannelLimits limits;
    private final Scanner scanner;
    private final PendingContents pending;

    InboundContents(
            JdbcTemplate jdbc, ContentStores stores, ChannelLimits limits, Scanner scanner, PendingContents pending) {
        this.jdbc = jdbc;
        this.stores = stores;
        this.limits = limits;
        this.scanner = scanner;
        this.pending = pending;
    }

    /**
     * What a message brings along.
     *
     * @param raw gives its source from the beginning, each time anew
     */
    public record Brought(
            UUID messageId, String workspace, String channel, Supplier<InputStream> raw, List<Incoming> attachments) {}

    /**
     * Stores them before there is a transaction, where they lie outside of the database and the message is not known.
     *
     * @return what {@link #keep} is to be given: hashes by part
     */
    public Map<Integer, String> ahead(Brought brought) {
        Contents contents = stores.current();
        return contents.transactional() || known(brought.messageId())
                ? Map.of()
                : contents.put(brought.messageId(), taken(brought));
    }

    private boolean known(UUID messageId) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select 1 from inbound_message where message_id = ?)", Boolean.class, messageId));
    }

    /** Stores them, as far as they are not yet, and gives the references to the attachments; needs a transaction. */
    public List<Attachment> keep(Brought brought, Map<Integer, String> ahead) {
        Contents contents = stores.current();
        List<Content> taken = taken(brought);
        Map<Integer, String> hashes = ahead.isEmpty() ? contents.put(brought.messageId(), taken) : ahead;
        contents.keep(taken.stream()
                .map(content -> new ContentKey(brought.messageId(), content.part()))
                .toList());
        if (!contents.transactional()) {
            jdbc.update(
                    "update inbound_message set content_store = ? where message_id = ?",
                    contents.store(),
                    brought.messageId());
        }
        List<Attachment> references = new ArrayList<>();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Incoming attachment : brought.attachments()) {
            Attachment reference = reference(brought, attachment, rows.size());
            references.add(reference);
            rows.add(row(brought, attachment, reference, rows.size(), hashes));
        }
        if (!rows.isEmpty()) {
            if (scanner.on()) {
                afterwards(pending::wake);
            }
            jdbc.batchUpdate("""
                    insert into attachment (attachment_id, message_id, workspace, position, name, content_type, inline,
                        content_id, size_bytes, content_part, sha256, state, reason, content_store)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """, rows);
        }
        return references;
    }

    private static void afterwards(Runnable wake) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wake.run();
            }
        });
    }

    private List<Content> taken(Brought brought) {
        List<Content> taken = new ArrayList<>();
        taken.add(new Content(Content.RAW, brought.raw()));
        for (int position = 0; position < brought.attachments().size(); position++) {
            Incoming attachment = brought.attachments().get(position);
            if (attachment.stream().isPresent() && refusal(brought, attachment).isEmpty()) {
                taken.add(new Content(position, attachment.stream().get()));
            }
        }
        return taken;
    }

    private Optional<String> refusal(Brought brought, Incoming attachment) {
        return attachment.sender()
                ? limits.of(brought.channel())
                        .refusal(attachment.name(), attachment.contentType(), attachment.sizeBytes())
                : Optional.empty();
    }

    private Attachment reference(Brought brought, Incoming attachment, int position) {
        UUID id = UUID.nameUUIDFromBytes((brought.messageId() + "/" + position).getBytes(StandardCharsets.UTF_8));
        Optional<String> refusal = refusal(brought, attachment);
        return new Attachment(
                id.toString(),
                attachment.name(),
                attachment.contentType(),
                attachment.sizeBytes(),
                attachment.inline(),
                attachment.contentId().orElse(null),
                refusal.isPresent() ? AttachmentState.REJECTED : taken(),
                refusal.orElse(null));
    }

    private AttachmentState taken() {
        return scanner.on() ? AttachmentState.PENDING : AttachmentState.STORED;
    }

    private @Nullable Object[] row(
            Brought brought, Incoming attachment, Attachment reference, int position, Map<Integer, String> hashes) {
        int part = attachment.stream().isPresent() ? position : Content.RAW;
        boolean stored = reference.state() != AttachmentState.REJECTED;
        return new @Nullable Object[] {
            UUID.fromString(reference.attachmentId()),
            brought.messageId(),
            brought.workspace(),
            position,
            attachment.name(),
            attachment.contentType(),
            attachment.inline(),
            reference.contentId(),
            attachment.sizeBytes(),
            stored ? part : null,
            stored ? hashes.get(part) : null,
            String.valueOf(reference.state()),
            reference.reason(),
            stores.current().store()
        };
    }
}
