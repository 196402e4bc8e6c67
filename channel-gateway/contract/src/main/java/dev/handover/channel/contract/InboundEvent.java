package dev.handover.channel.contract;

import dev.handover.foundation.kafka.EventTypes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a channel brought in, normalised. The envelope's subject is the account and thread, its id the message id. */
public sealed interface InboundEvent {
    /** Type names on the wire and their records. */
    EventTypes<InboundEvent> TYPES = EventTypes.of(
            InboundEvent.class,
            "handover/channel-gateway",
            EventTypes.type("dev.handover.channel.message_received.v1", InboundMessage.class),
            EventTypes.type("dev.handover.channel.message_edited.v1", MessageEdited.class),
            EventTypes.type("dev.handover.channel.message_deleted.v1", MessageDeleted.class),
            EventTypes.type("dev.handover.channel.attachment_updated.v1", AttachmentUpdated.class));

    /**
     * One message of a customer, whole and readable.
     *
     * @param messageId ours; the same for every redelivery of the same message (a name-based UUID)
     * @param channel {@code email}
     * @param externalId the channel's id of it (the Message-ID of a mail), or null
     * @param senderAddress lower case; empty when the message names no sender
     * @param text plain text, at most 64 kB; the whole body is attached when it is longer
     * @param html sanitised, or null
     * @param automatic name of an {@code AutomaticKind}; {@code NONE} for what a person wrote
     * @param inReplyTo the channel's id of the message answered, or null
     * @param references ids of the thread, oldest first
     * @param replyToTicketId the ticket that a verified reply-to token names, or null; it finds, it does not prove
     * @param ownMessageIds ids of our own messages recognised among In-Reply-To and References, newest first
     * @param subjectTicketNumber N of {@code [#N]} in the subject, or null
     * @param issues what could not be read in full, as short codes, such as {@code charset-replaced}
     * @param authentication whether the sender's domain is genuine; null where the channel knows no such thing
     * @param occurredAt the sender's time if at most 5 minutes before arrival, else the time of arrival
     * @param complaint true where a provider tells that a recipient called a message of ours unwanted (RFC 5965); its
     *     {@code automatic} is {@code DELIVERY_REPORT}, as consumers know it from before. Null otherwise
     */
    record InboundMessage(
            String messageId,
            String accountId,
            String channel,
            @Nullable String externalId,
            String senderAddress,
            @Nullable String senderName,
            List<String> recipients,
            String subject,
            String text,
            @Nullable String html,
            List<Span> spans,
            List<Attachment> attachments,
            String automatic,
            @Nullable String inReplyTo,
            List<String> references,
            @Nullable String replyToTicketId,
            List<String> ownMessageIds,
            @Nullable Long subjectTicketNumber,
            List<String> issues,
            @Nullable Authentication authentication,
            Instant occurredAt,
            Instant receivedAt,
            @Nullable Boolean complaint)
            implements InboundEvent {}

    /**
     * What a trusted mail server found out about the domain that a mail says it comes from.
     *
     * @param spf its word for it, such as pass; null where it said nothing
     * @param dkim the same
     * @param dmarc the same
     */
    record Authentication(
            AuthenticationResult result,
            @Nullable String spf,
            @Nullable String dkim,
            @Nullable String dmarc) {}

    /** What follows from the checks of a sender. */
    enum AuthenticationResult {
        PASS,
        FAIL,
        /** No trusted server said anything that settles it. */
        UNKNOWN
    }

    /**
     * A part of the text; the spans cover it in order, without overlap.
     *
     * @param kind REPLY, QUOTE or SIGNATURE
     * @param start first character, in UTF-16 units, from 0
     * @param end character after the last one
     */
    record Span(String kind, int start, int end) {}

    /**
     * An attachment by reference.
     *
     * @param contentType as far as it is known while its content is pending
     * @param sizeBytes 0 while its content is pending, if the channel does not tell it before
     * @param state whether its content is stored; left out where it is
     * @param reason why its content was rejected, for people; else null
     */
    record Attachment(
            String attachmentId,
            String name,
            String contentType,
            long sizeBytes,
            boolean inline,
            @Nullable String contentId,
            @Nullable AttachmentState state,
            @Nullable String reason) {}

    /** Where the content of an attachment is. */
    enum AttachmentState {
        /** Still with the channel. */
        PENDING,
        /** Stored. */
        STORED,
        /** Not taken, and nowhere. */
        REJECTED
    }

    /**
     * What became of an attachment that was pending. It comes after its message, under the same key.
     *
     * @param messageId ours
     * @param state STORED or REJECTED
     * @param reason why it was rejected, for people; else null
     * @param sizeBytes 0 where it was rejected
     */
    record AttachmentUpdated(
            String messageId,
            String accountId,
            String attachmentId,
            AttachmentState state,
            @Nullable String reason,
            String contentType,
            long sizeBytes,
            Instant occurredAt)
            implements InboundEvent {}

    /**
     * A customer changed a message on the channel, or its stored source was read again and says something else now. It
     * comes after the message, under the same key.
     *
     * @param editId ours; the same for every redelivery of the same change (a name-based UUID)
     * @param externalId the channel's id of the message; empty where it has none
     * @param text the whole new text, at most 64 kB
     * @param html sanitised, or null
     * @param reparsed our id of the message, where its source was read again: nobody changed it; null otherwise
     */
    record MessageEdited(
            String editId,
            String accountId,
            String channel,
            String externalId,
            String text,
            @Nullable String html,
            Instant occurredAt,
            @Nullable String reparsed)
            implements InboundEvent {}

    /**
     * A customer took a message back on the channel. It comes after the message, under the same key.
     *
     * @param deletionId ours; the same for every redelivery (a name-based UUID)
     * @param externalId the channel's id of the message
     */
    record MessageDeleted(String deletionId, String accountId, String channel, String externalId, Instant occurredAt)
            implements InboundEvent {}
}
