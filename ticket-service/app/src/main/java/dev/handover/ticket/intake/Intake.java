package dev.handover.ticket.intake;

import dev.handover.channel.contract.InboundEvent;
import dev.handover.channel.contract.InboundEvent.InboundMessage;
import dev.handover.ticket.conversation.Joining;
import dev.handover.ticket.directory.Directory;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.Authentication;
import dev.handover.ticket.domain.Automatic;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.ConversationCommand;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.NoteId;
import dev.handover.ticket.domain.OwnWords;
import dev.handover.ticket.domain.Recipient;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.domain.TextPart;
import dev.handover.ticket.domain.ThreadedBy;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.step.Streams;
import dev.handover.ticket.ticket.Ids;
import dev.handover.ticket.ticket.TicketSteps;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a customer's message does, in one step: it joins the conversation and the ticket that it belongs to, or starts
 * them. Taken once, however often it comes; every id that it makes follows from the message's own.
 */
final class Intake {
    private static final int SUBJECT_LENGTH = 500;
    private final Belonging belonging;
    private final TicketSteps tickets;
    private final Joining joining;

    Intake(Belonging belonging, TicketSteps tickets, Joining joining) {
        this.belonging = belonging;
        this.tickets = tickets;
        this.joining = joining;
    }

    /** Takes the message. */
    void take(Streams streams, InboundMessage message) {
        MessageId id = new MessageId(message.messageId());
        if (streams.lookUps().hasMessage(id)) {
            return;
        }
        streams.settings(); // refused where there is no such workspace
        Belonging.Place place = belonging.of(streams, message);
        Optional<Directory.Person> colleague = belonging.colleague(streams.workspace(), message);
        if (colleague.isPresent()
                && place.ticket().isPresent()
                && !automatic(message).isAutomatic()) {
            note(streams, message, place.ticket().get(), colleague.get());
            return;
        }
        ConversationId target = place.conversation()
                .orElseGet(() -> new ConversationId(Ids.derived("conversation", message.messageId())));
        receive(streams, message, target, place);
    }

    private void receive(Streams streams, InboundMessage message, ConversationId conversation, Belonging.Place place) {
        Conversation before = streams.conversation(conversation);
        Optional<Ticket.Opened> current = place.ticket().map(streams::opened);
        Optional<Recipient> requester;
        if (before instanceof Conversation.Started started) {
            requester = started.requester();
        } else {
            requester = current.flatMap(opened -> opened.facts().requester()).or(() -> sender(streams, message));
            streams.take(new ConversationCommand.Start(
                    conversation,
                    streams.workspace(),
                    requester,
                    message.channel(),
                    Optional.of(message.accountId()),
                    subject(message)));
        }
        Optional<RequesterId> writer = requester.flatMap(known -> writer(streams, message, known));
        if (requester.isPresent()
                && writer.isEmpty()
                && !message.senderAddress().isEmpty()
                && !automatic(message).isAutomatic()) {
            String address = message.senderAddress().toLowerCase(Locale.ROOT);
            streams.take(new ConversationCommand.AddParticipant(conversation, address, message.senderName()));
            streams.lookUps().addParticipant(streams.workspace(), conversation, address);
        }
        Actor from = new Actor(
                Actor.Kind.CUSTOMER,
                writer.map(RequesterId::value).orElse(null),
                message.senderName(),
                message.senderAddress().isEmpty() ? null : message.senderAddress());
        long version = streams.take(received(message, conversation, from, place.by()));
        streams.lookUps()
                .addMessage(
                        streams.workspace(), new MessageId(message.messageId()), conversation, message.externalId());
        joining.join(
                streams,
                streams.started(conversation),
                new Joining.Arrived(
                        new MessageId(message.messageId()),
                        subject(message),
                        message.text(),
                        OwnWords.of(message.text(), parts(message)),
                        automatic(message),
                        from,
                        message.occurredAt(),
                        version),
                current);
    }

    /** The conversation's requester as the writer of the message, by whatever address; empty where it is another one. */
    private static Optional<RequesterId> writer(Streams streams, InboundMessage message, Recipient requester) {
        Optional<RequesterId> sender = Belonging.sender(streams, message);
        if (message.senderAddress().equals(requester.email())) {
            return sender.or(() -> Optional.of(requester.id()));
        }
        return sender.filter(streams.lookUps().requesters().goesOnAs(requester.id())::equals);
    }

    /** Mail of a colleague's is for the team: a private note, and never a message of the customer's. */
    private void note(Streams streams, InboundMessage message, TicketId ticket, Directory.Person colleague) {
        ConversationId conversation = streams.lookUps()
                .primaryConversationOf(ticket)
                .orElseGet(() -> new ConversationId(Ids.derived("conversation", message.messageId())));
        streams.take(new TicketCommand.AddNote(
                ticket,
                new NoteId(Ids.derived("note", message.messageId())),
                message.text(),
                List.of(),
                Actor.operator(colleague.id(), colleague.displayName())));
        streams.lookUps()
                .addMessage(
                        streams.workspace(), new MessageId(message.messageId()), conversation, message.externalId());
    }

    private Optional<Recipient> sender(Streams streams, InboundMessage message) {
        if (message.senderAddress().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(tickets.requester(
                streams,
                new RequesterId(Ids.derived("requester", message.messageId())),
                message.senderName(),
                message.senderAddress()));
    }

    private static ConversationCommand received(
            InboundMessage message, ConversationId conversation, Actor from, ThreadedBy by) {
        return new ConversationCommand.Receive(
                conversation,
                new MessageId(message.messageId()),
                from,
                message.subject(),
                message.text(),
                message.html(),
                parts(message),
                message.attachments().stream().map(Attachments::of).toList(),
                message.externalId(),
                message.references(),
                automatic(message),
                message.issues(),
                authentication(message.authentication()),
                by,
                message.occurredAt());
    }

    private static @Nullable Authentication authentication(InboundEvent.@Nullable Authentication found) {
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

    private static List<TextPart> parts(InboundMessage message) {
        return message.spans().stream()
                .map(span -> new TextPart(TextPart.Kind.valueOf(span.kind()), span.start(), span.end()))
                .toList();
    }

    private static Automatic automatic(InboundMessage message) {
        return Automatic.valueOf(message.automatic());
    }

    private static String subject(InboundMessage message) {
        String subject = message.subject().replaceAll("\\s+", " ").strip();
        if (subject.isEmpty()) {
            return "(no subject)";
        }
        return subject.length() > SUBJECT_LENGTH ? subject.substring(0, SUBJECT_LENGTH) : subject;
    }
}
