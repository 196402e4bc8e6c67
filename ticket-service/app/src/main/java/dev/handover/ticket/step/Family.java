package dev.handover.ticket.step;

import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.ConversationEvent;
import dev.handover.ticket.domain.Requester;
import dev.handover.ticket.domain.RequesterEvent;
import dev.handover.ticket.domain.StoredEvent;
import dev.handover.ticket.domain.StreamState;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.TicketEvolution;
import dev.handover.ticket.domain.Workspace;
import dev.handover.ticket.domain.WorkspaceEvent;
import dev.handover.ticket.domain.WorkspaceKey;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A kind of stream: how it is named in the store and how its state follows from its events.
 *
 * @param type as stored
 * @param empty the state where nothing has happened
 */
record Family<S extends StreamState, E extends StoredEvent>(
        String type, Class<S> states, Class<E> events, S empty, BiFunction<S, E, S> evolution) {
    static final Family<Workspace, WorkspaceEvent> WORKSPACE = new Family<>(
            "workspace", Workspace.class, WorkspaceEvent.class, new Workspace.Uncreated(), Workspace::evolve);
    static final Family<Requester, RequesterEvent> REQUESTER = new Family<>(
            "requester", Requester.class, RequesterEvent.class, new Requester.Unknown(), Requester::evolve);
    static final Family<Conversation, ConversationEvent> CONVERSATION = new Family<>(
            "conversation",
            Conversation.class,
            ConversationEvent.class,
            new Conversation.Unstarted(),
            Conversation::evolve);
    static final Family<Ticket, TicketEvent> TICKET =
            new Family<>("ticket", Ticket.class, TicketEvent.class, new Ticket.Unopened(), TicketEvolution::evolve);

    /** In the order in which a step takes and appends to them. */
    private static final List<String> ORDER = List.of(WORKSPACE.type, REQUESTER.type, CONVERSATION.type, TICKET.type);

    /** The stream of a workspace: its key alone could be another stream's id. */
    static String workspaceStream(WorkspaceKey workspace) {
        return "workspace:" + workspace.value();
    }

    /** Where streams of that type stand in the order in which they are appended to. */
    static int rank(String type) {
        return ORDER.indexOf(type);
    }

    /** The state of that id, where it is of this kind: ids of several kinds can't be told apart by their looks. */
    S state(StreamState state) {
        return states.isInstance(state) ? states.cast(state) : empty;
    }

    /** The state after an event; one of another kind changes nothing. */
    S evolve(S state, Object event) {
        return events.isInstance(event) ? evolution.apply(state, events.cast(event)) : state;
    }
}
