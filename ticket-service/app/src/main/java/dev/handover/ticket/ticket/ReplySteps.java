package dev.handover.ticket.ticket;

import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.Attachment;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.ConversationCommand;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.Copies;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.Rejection;
import dev.handover.ticket.domain.ReplyWay;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.step.RejectedException;
import dev.handover.ticket.step.Streams;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operators' answers: by which conversation they go, and what they do to it and to the ticket. */
public final class ReplySteps {
    private static final String EMAIL = "email";
    private final TicketSteps tickets;

    public ReplySteps(TicketSteps tickets) {
        this.tickets = tickets;
    }

    /**
     * A reply to send.
     *
     * @param conversation that it is to go by; empty for the one that reaches the requester
     * @param newConversation made up for it, taken where none does
     * @param operator who writes it, where the directory knows that
     * @param attachments that were uploaded at channel-gateway, or came in; it checks them when it sends
     */
    public record NewReply(
            TicketId ticket,
            MessageId message,
            Optional<ConversationId> conversation,
            ConversationId newConversation,
            String text,
            @Nullable String html,
            Optional<Long> seenVersion,
            Optional<String> status,
            boolean force,
            Optional<OperatorId> operator,
            Actor by,
            List<Attachment> attachments,
            Copies copies) {}

    /** What became of it: by which conversation it goes, and why. */
    public record Replied(Ticket.Opened ticket, ConversationId conversation, String channel, ReplyWay.Reason reason) {}

    /** Answers the requester and moves the status, in one step; on a live chat the operator takes over. */
    public Replied reply(Streams streams, NewReply reply) {
        ReplyWay way = way(streams, reply);
        ConversationId conversation = way.conversation().orElseGet(() -> begin(streams, reply));
        streams.conversation(conversation);
        Ticket.Opened ticket = streams.opened(reply.ticket());
        List<ConversationId> linked = there(streams, ticket.facts().talk().conversations());
        if (way.conversation()
                .map(found -> !linked.contains(found))
                .orElse(way.reason() == ReplyWay.Reason.NONE_YET && !linked.isEmpty())) {
            throw streams.overtaken(); // somebody has just begun one, or taken this one away
        }
        if (way.conversation().isEmpty()) {
            start(streams, conversation, ticket);
        }
        Conversation.Started begun = streams.started(conversation);
        if (!begun.channel().equals(EMAIL)) {
            takeOver(streams, begun, ticket, reply);
        }
        Ticket.Opened after = tickets.settle(streams, ticket, answer(streams, conversation, ticket, reply));
        return new Replied(
                Solving.follow(streams, Optional.of(conversation), ticket, after),
                conversation,
                begun.channel(),
                way.reason());
    }

    private static ConversationId begin(Streams streams, NewReply reply) {
        streams.begin(reply.newConversation());
        return reply.newConversation();
    }

    /** Conversations are taken before the ticket, so which ones it has must be known without taking it. */
    private static ReplyWay way(Streams streams, NewReply reply) {
        List<ConversationId> linked = there(streams, linked(streams, reply.ticket()));
        if (reply.conversation().isPresent()) {
            if (!linked.contains(reply.conversation().get())) {
                streams.opened(reply.ticket());
                throw new RejectedException(
                        new Rejection.NamesNoConversation(reply.conversation().get(), true));
            }
            return new ReplyWay(reply.conversation(), ReplyWay.Reason.NAMED);
        }
        for (ConversationId one : linked) {
            if (ReplyWay.reaches(streams.started(one))) {
                return new ReplyWay(
                        Optional.of(one),
                        one.equals(linked.getFirst()) ? ReplyWay.Reason.PRIMARY : ReplyWay.Reason.STILL_OPEN);
            }
        }
        return linked.isEmpty()
                ? new ReplyWay(Optional.empty(), ReplyWay.Reason.NONE_YET)
                : ReplyWay.around(streams.started(linked.getFirst()));
    }

    /** Those that are not erased. */
    private static List<ConversationId> there(Streams streams, List<ConversationId> conversations) {
        return conversations.stream()
                .filter(id -> streams.conversation(id) instanceof Conversation.Started)
                .toList();
    }

    /** The ticket's conversations, the primary one first, without taking the ticket. */
    static List<ConversationId> linked(Streams streams, TicketId ticket) {
        return streams.remembered(ticket)
                .filter(known -> known.workspace().equals(Optional.of(streams.workspace())))
                .map(known -> known.facts().talk().conversations())
                .orElseGet(() -> streams.lookUps().conversationsOf(streams.workspace(), ticket));
    }

    private static void start(Streams streams, ConversationId conversation, Ticket.Opened ticket) {
        streams.take(new ConversationCommand.Start(
                conversation,
                streams.workspace(),
                ticket.facts().requester(),
                EMAIL,
                Optional.empty(),
                ticket.facts().subject()));
        streams.lookUps()
                .link(
                        streams.workspace(),
                        conversation,
                        ticket.facts().id(),
                        ticket.phase().active());
    }

    /** The ticket is theirs, if it is nobody's: unlike who takes over by hand, they may only help a colleague. */
    private static void takeOver(
            Streams streams, Conversation.Started conversation, Ticket.Opened ticket, NewReply reply) {
        streams.take(new ConversationCommand.TakeOver(conversation.id(), reply.ticket(), reply.by()));
        Ticket.Holder holder = ticket.facts().holder();
        if (reply.operator().isPresent()
                && holder.operator().isEmpty()
                && ticket.phase().active()) {
            streams.take(new TicketCommand.Assign(reply.ticket(), reply.operator(), holder.team(), reply.by()));
        }
    }

    private static Ticket.Opened answer(
            Streams streams, ConversationId conversation, Ticket.Opened ticket, NewReply reply) {
        long conversationVersion = streams.take(new ConversationCommand.Answer(
                conversation,
                reply.message(),
                reply.ticket(),
                ticket.facts().number(),
                ticket.facts().subject(),
                reply.by(),
                reply.text(),
                reply.html(),
                reply.attachments(),
                reply.copies()));
        streams.lookUps().addMessage(streams.workspace(), reply.message(), conversation, null);
        return streams.take(new TicketCommand.Reply(
                reply.ticket(),
                conversation,
                reply.message(),
                conversationVersion,
                Previews.of(reply.text()),
                reply.seenVersion(),
                reply.status(),
                reply.force(),
                reply.by()));
    }
}
