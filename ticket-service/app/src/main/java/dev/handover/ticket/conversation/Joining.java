package dev.handover.ticket.conversation;

import dev.handover.ticket.assistant.Assistant;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.Automatic;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.Settings;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.rule.Match;
import dev.handover.ticket.domain.rule.Rule;
import dev.handover.ticket.step.Streams;
import dev.handover.ticket.ticket.Ids;
import dev.handover.ticket.ticket.Previews;
import dev.handover.ticket.ticket.TicketSteps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which ticket gets what came in: the conversation's active one, else its latest, else a new one. While an AI agent
 * answers, nothing is reopened, and nothing opens but by a rule.
 */
public final class Joining {
    private static final String EMAIL = "email";
    private static final int NORMAL = 3;
    private final TicketSteps tickets;
    private final RuleActions rules;
    private final MessageFacts facts;

    public Joining(TicketSteps tickets, HandoverSteps handovers, Assistant assistant) {
        this.tickets = tickets;
        this.rules = new RuleActions(handovers);
        this.facts = new MessageFacts(assistant);
    }

    /**
     * What came in.
     *
     * @param subject of the ticket, if it opens one
     * @param words what the customer wrote themselves
     * @param at when it was written
     * @param version the conversation's, with it
     */
    public record Arrived(
            MessageId message,
            String subject,
            String text,
            String words,
            Automatic automatic,
            Actor from,
            Instant at,
            long version) {}

    /**
     * Adds it to its ticket, and does what the workspace's escalation events say of it.
     *
     * @param conversation with the message
     * @param current the ticket that it belongs to, if there is one
     * @return the ticket that has it now, if one does
     */
    public Optional<TicketId> join(
            Streams streams, Conversation.Started conversation, Arrived arrived, Optional<Ticket.Opened> current) {
        List<Match> matches = matches(streams, conversation, arrived);
        boolean people = current.isPresent()
                && (current.get().phase().active() || !conversation.attendance().aiAnswers());
        Optional<Ticket.Opened> handed =
                people ? Optional.empty() : rules.open(streams, conversation, arrived.message(), matches);
        Optional<TicketId> ticket = add(streams, conversation, arrived, handed.or(() -> current));
        rules.follow(streams, conversation, arrived.message(), matches, ticket);
        if (!arrived.automatic().isAutomatic()) {
            ToJudge.add(streams, conversation.id(), arrived.message());
            if (awaitsTheAi(streams, conversation, ticket)) {
                AwaitedAnswers.add(streams, conversation.id(), arrived.message());
            }
        }
        return ticket;
    }

    private static boolean awaitsTheAi(Streams streams, Conversation.Started conversation, Optional<TicketId> ticket) {
        Settings settings = streams.settings();
        return conversation.channel().equals(EMAIL)
                && settings.helpDesk()
                && settings.ticketRules().mailAwaitsTheAi(conversation.attendance())
                && ticket.filter(id -> streams.opened(id).phase().active()).isEmpty();
    }

    private List<Match> matches(Streams streams, Conversation.Started conversation, Arrived arrived) {
        List<Rule> rules = streams.settings().rules();
        return rules.isEmpty() || arrived.automatic().isAutomatic()
                ? List.of()
                : Match.among(
                        rules,
                        Rule.Kind.MESSAGE,
                        facts.of(
                                conversation,
                                arrived.words(),
                                arrived.at(),
                                MessageFacts.attributes(streams, conversation)));
    }

    private Optional<TicketId> add(
            Streams streams, Conversation.Started conversation, Arrived arrived, Optional<Ticket.Opened> current) {
        boolean automatic = arrived.automatic().isAutomatic();
        Settings settings = streams.settings();
        if (current.isEmpty()) {
            return !automatic && opens(settings, conversation)
                    ? Optional.of(open(streams, conversation, arrived, current))
                    : Optional.empty();
        }
        if (!automatic && !conversation.attendance().aiAnswers() && hasEnded(streams, current.get())) {
            return settings.helpDesk() ? Optional.of(open(streams, conversation, arrived, current)) : Optional.empty();
        }
        TicketId ticket = current.get().facts().id();
        streams.lookUps()
                .link(
                        streams.workspace(),
                        conversation.id(),
                        ticket,
                        current.get().phase().active());
        tickets.settle(streams, current.get(), streams.take(incoming(ticket, conversation, arrived)));
        return Optional.of(ticket);
    }

    /** Whether a message can't go on with the ticket: for good, or because another one has a conversation of it now. */
    private static boolean hasEnded(Streams streams, Ticket.Opened ticket) {
        return switch (ticket.phase()) {
            case NEW, WAITING_ON_TEAM, WAITING_ON_CUSTOMER, ON_HOLD -> false;
            case SOLVED -> !streams.lookUps().mayBeActive(ticket.facts().id());
            case CLOSED -> true;
        };
    }

    /** Whether a customer's message on a conversation without a ticket opens one. */
    private static boolean opens(Settings settings, Conversation.Started conversation) {
        return settings.helpDesk()
                && (conversation.channel().equals(EMAIL)
                        ? settings.ticketRules().mailOpensATicket(conversation.attendance())
                        : !conversation.attendance().aiAnswers());
    }

    private static TicketId open(
            Streams streams, Conversation.Started conversation, Arrived arrived, Optional<Ticket.Opened> followed) {
        TicketId opened = new TicketId(Ids.derived("ticket", arrived.message().value()));
        streams.lookUps().link(streams.workspace(), conversation.id(), opened, true);
        streams.take(new TicketCommand.OpenTicket(
                opened,
                streams.workspace(),
                streams.lookUps().nextNumber(streams.workspace(), opened, conversation.requester()),
                source(conversation, followed),
                arrived.subject(),
                Previews.of(arrived.text()),
                conversation.channel(),
                conversation.requester(),
                NORMAL,
                List.of(),
                Optional.empty(),
                followed.flatMap(old -> old.facts().holder().team()),
                Optional.of(conversation.id()),
                followed.map(old -> old.facts().id()),
                arrived.from()));
        streams.take(incoming(opened, conversation, arrived));
        return opened;
    }

    private static TicketEvent.Source source(Conversation.Started conversation, Optional<Ticket.Opened> followed) {
        if (followed.isPresent()) {
            return TicketEvent.Source.FOLLOW_UP;
        }
        return conversation.channel().equals(EMAIL) ? TicketEvent.Source.EMAIL : TicketEvent.Source.API;
    }

    private static TicketCommand incoming(TicketId ticket, Conversation.Started conversation, Arrived arrived) {
        return new TicketCommand.AddIncoming(
                ticket,
                conversation.id(),
                arrived.message(),
                arrived.version(),
                arrived.from(),
                arrived.automatic(),
                Previews.of(arrived.text()),
                conversation.attendance().aiAnswers());
    }
}
