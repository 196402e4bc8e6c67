package dev.handover.ticket.publish;

import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.AttachmentRef;
import dev.handover.ticket.contract.Authentication;
import dev.handover.ticket.contract.AutomaticKind;
import dev.handover.ticket.contract.Moved;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TextSpan;
import dev.handover.ticket.contract.ThreadedBy;
import dev.handover.ticket.domain.Attachment;
import dev.handover.ticket.domain.Automatic;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.ExternalReference;
import dev.handover.ticket.domain.LinkedRecord;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.Recipient;
import dev.handover.ticket.domain.TeamId;
import dev.handover.ticket.domain.TextPart;
import dev.handover.ticket.domain.TicketEvent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values of the domain as values of the contract; each switch is total, so that neither changes unnoticed. */
final class Translation {
    private Translation() {}

    static Actor actor(dev.handover.ticket.domain.Actor actor) {
        Actor.Kind kind = switch (actor.kind()) {
            case CUSTOMER -> Actor.Kind.CUSTOMER;
            case OPERATOR -> Actor.Kind.OPERATOR;
            case AGENT -> Actor.Kind.AGENT;
            case SYSTEM -> Actor.Kind.SYSTEM;
            case SERVICE -> Actor.Kind.SERVICE;
        };
        return new Actor(kind, actor.id(), actor.name(), actor.address());
    }

    static Phase phase(dev.handover.ticket.domain.Phase phase) {
        return switch (phase) {
            case NEW -> Phase.NEW;
            case WAITING_ON_TEAM -> Phase.WAITING_ON_TEAM;
            case WAITING_ON_CUSTOMER -> Phase.WAITING_ON_CUSTOMER;
            case ON_HOLD -> Phase.ON_HOLD;
            case SOLVED -> Phase.SOLVED;
            case CLOSED -> Phase.CLOSED;
        };
    }

    static @Nullable Authentication authentication(dev.handover.ticket.domain.@Nullable Authentication found) {
        if (found == null) {
            return null;
        }
        Authentication.Result result = switch (found.result()) {
            case PASS -> Authentication.Result.PASS;
            case FAIL -> Authentication.Result.FAIL;
            case UNKNOWN -> Authentication.Result.UNKNOWN;
        };
        return new Authentication(result, found.spf(), found.dkim(), found.dmarc());
    }

    static @Nullable ThreadedBy threadedBy(dev.handover.ticket.domain.@Nullable ThreadedBy by) {
        return switch (by) {
            case null -> null;
            case OWN_MESSAGE -> ThreadedBy.OWN_MESSAGE;
            case REFERENCES -> ThreadedBy.REFERENCES;
            case REPLY_TOKEN -> ThreadedBy.REPLY_TOKEN;
            case SUBJECT_NUMBER -> ThreadedBy.SUBJECT_NUMBER;
            case NEW -> ThreadedBy.NEW;
        };
    }

    static @Nullable Moved moved(dev.handover.ticket.domain.@Nullable Moved moved) {
        return moved == null
                ? null
                : new Moved(
                        moved.times(),
                        moved.from().value(),
                        moved.ticketId() == null ? null : moved.ticketId().value(),
                        moved.ticketNumber(),
                        threadedBy(moved.threadedBy()),
                        actor(moved.by()),
                        moved.at());
    }

    static AutomaticKind automatic(Automatic automatic) {
        return switch (automatic) {
            case NONE -> AutomaticKind.NONE;
            case OUT_OF_OFFICE -> AutomaticKind.OUT_OF_OFFICE;
            case AUTO_REPLY -> AutomaticKind.AUTO_REPLY;
            case BOUNCE -> AutomaticKind.BOUNCE;
            case DELIVERY_REPORT -> AutomaticKind.DELIVERY_REPORT;
            case MAILING_LIST -> AutomaticKind.MAILING_LIST;
            case OWN_ECHO -> AutomaticKind.OWN_ECHO;
        };
    }

    static String source(TicketEvent.Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    static String cause(TicketEvent.Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }

    static String cause(TicketEvent.WakeCause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }

    static String cause(TicketEvent.RestoreCause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }

    static String type(LinkedRecord.Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    static String direction(ExternalReference.Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    static List<TextSpan> spans(List<TextPart> parts) {
        return parts.stream()
                .map(part -> new TextSpan(
                        switch (part.kind()) {
                            case REPLY -> TextSpan.Kind.REPLY;
                            case QUOTE -> TextSpan.Kind.QUOTE;
                            case SIGNATURE -> TextSpan.Kind.SIGNATURE;
                        },
                        part.start(),
                        part.end()))
                .toList();
    }

    static List<AttachmentRef> attachments(List<Attachment> attachments) {
        return attachments.stream()
                .map(a -> new AttachmentRef(
                        a.attachmentId(),
                        a.name(),
                        a.contentType(),
                        a.sizeBytes(),
                        a.inline(),
                        a.contentId(),
                        state(a.state()),
                        a.reason()))
                .toList();
    }

    static AttachmentRef.State state(Attachment.@Nullable State state) {
        return switch (state) {
            case null -> AttachmentRef.State.STORED;
            case STORED -> AttachmentRef.State.STORED;
            case PENDING -> AttachmentRef.State.PENDING;
            case REJECTED -> AttachmentRef.State.REJECTED;
        };
    }

    static List<String> conversations(List<ConversationId> ids) {
        return ids.stream().map(ConversationId::value).toList();
    }

    static List<String> messages(List<MessageId> ids) {
        return ids.stream().map(MessageId::value).toList();
    }

    static @Nullable String id(@Nullable OperatorId id) {
        return id == null ? null : id.value();
    }

    static @Nullable String id(@Nullable TeamId id) {
        return id == null ? null : id.value();
    }

    static @Nullable String requesterId(@Nullable Recipient requester) {
        return requester == null ? null : requester.id().value();
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
