package dev.handover.ticket.step;

import dev.handover.foundation.operation.After;
import dev.handover.ticket.domain.ChannelIdentity;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.ConversationCommand;
import dev.handover.ticket.domain.ConversationDecider;
import dev.handover.ticket.domain.ConversationEvent;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.Decision;
import dev.handover.ticket.domain.Due;
import dev.handover.ticket.domain.Phase;
import dev.handover.ticket.domain.Recipient;
import dev.handover.ticket.domain.Rejection;
import dev.handover.ticket.domain.Requester;
import dev.handover.ticket.domain.RequesterCommand;
import dev.handover.ticket.domain.RequesterDecider;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.domain.Settings;
import dev.handover.ticket.domain.StoredEvent;
import dev.handover.ticket.domain.StreamState;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketDecider;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.Workspace;
import dev.handover.ticket.domain.WorkspaceCommand;
import dev.handover.ticket.domain.WorkspaceDecider;
import dev.handover.ticket.domain.WorkspaceEvent;
import dev.handover.ticket.domain.WorkspaceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The streams that one step reads and appends to. A step over a conversation and a ticket takes the conversation first,
 * always. What was decided is appended when the step ends, all of it or nothing.
 */
public final class Streams {
    private final StepTransaction transaction;
    private final StreamStates states;
    private final Optional<Locks> locks;
    private final WorkspaceKey workspace;
    private final StepContext context;
    private final Instant now;
    private final LookUps lookUps;
    private final Map<String, StreamState> loaded = new HashMap<>();
    private final Map<String, Long> remembered = new HashMap<>();
    private final Map<String, Long> versions = new LinkedHashMap<>();
    private final List<DomainEventMessage<?>> appended = new ArrayList<>();
    private final KeptWrites kept = new KeptWrites();

    /**
     * One step's.
     *
     * @param locks where the step is alone in its transaction: it takes its streams for itself, and trusts the store
     *     alone; empty where it shares one, and may decide on what is remembered
     */
    Streams(
            StepTransaction transaction,
            StreamStates states,
            Optional<Locks> locks,
            JdbcClient jdbc,
            WorkspaceKey workspace,
            StepContext context,
            Instant now) {
        this.transaction = transaction;
        this.states = states;
        this.locks = locks;
        this.workspace = workspace;
        this.context = context;
        this.now = now;
        this.lookUps = new LookUps(jdbc, this);
    }

    /** What can't be found in one stream. */
    public LookUps lookUps() {
        return lookUps;
    }

    /** Whether this is the only step of its transaction, and reads nothing but the store. */
    public boolean alone() {
        return locks.isPresent();
    }

    /**
     * Keeps a row to be written with the events of the step.
     *
     * @param about ids of what it tells of, for {@link #reading}
     */
    public void write(String sql, Set<String> about, @Nullable Object... values) {
        kept.add(sql, about, values);
    }

    /** Must stand before a read of rows about these ids: it finds what was written in this transaction so far. */
    void reading(Collection<String> ids) {
        if (kept.areAbout(ids)) {
            writeOwn();
        }
        transaction.writeWhatIsAbout(ids);
    }

    /** As {@link #reading}, where it can't be told which ids the rows are about. */
    void readingAnything() {
        if (!kept.isEmpty()) {
            writeOwn();
        }
        transaction.writeLookUps();
    }

    /** To be thrown where the step finds out that another writer was faster: it is taken again. */
    public RuntimeException overtaken() {
        return alone() ? new ConcurrencyException("another writer was faster") : new NotTogetherException();
    }

    /** What a step has written can't be undone without the others of its transaction. */
    private void writeOwn() {
        if (!alone()) {
            throw new NotTogetherException();
        }
        transaction.acceptRows(kept);
    }

    /** The time of the step. */
    public Instant now() {
        return now;
    }

    /** The workspace of the step; what belongs to another one is not there for it. */
    public WorkspaceKey workspace() {
        return workspace;
    }

    /** The workspace's settings; refused where there is no such workspace. */
    public Settings settings() {
        return created(false).settings();
    }

    /** The workspace of the step; refused where there is none. */
    public Workspace.Created created() {
        return created(false);
    }

    private Workspace.Created created(boolean toChange) {
        if (state(Family.WORKSPACE, Family.workspaceStream(workspace), toChange) instanceof Workspace.Created created) {
            return created;
        }
        throw new RejectedException(new Rejection.NoSuchWorkspace(workspace));
    }

    /** What happened to the workspace before that version of it, at most so much, oldest first. */
    public List<WorkspaceEvent> workspaceHistory(long before, int limit) {
        return states.history(Family.WORKSPACE, Family.workspaceStream(workspace), before, limit);
    }

    /** Decides on the settings and appends what follows; the workspace after it. */
    public Workspace.Created take(WorkspaceCommand command) {
        Workspace.Created before = created(true);
        append(
                Family.WORKSPACE,
                Family.workspaceStream(workspace),
                before,
                events(WorkspaceDecider.decide(command, before, now)));
        return created(false);
    }

    /** The ticket's state, locked for this step. */
    public Ticket ticket(TicketId id) {
        return state(Family.TICKET, id.value(), true);
    }

    /** The conversation's state, locked for this step. */
    public Conversation conversation(ConversationId id) {
        return state(Family.CONVERSATION, id.value(), true);
    }

    /** The requester's state, locked for this step. */
    public Requester requester(RequesterId id) {
        return state(Family.REQUESTER, id.value(), true);
    }

    /** The requester of that id; refused where there is none. */
    public Requester.Registered registered(RequesterId id) {
        return switch (requester(id)) {
            case Requester.Registered registered -> registered;
            case Requester.Unknown _, Requester.Erased _ ->
                throw new RejectedException(new Rejection.NoSuchRequester(id));
        };
    }

    /** @param toChange whether the step may append to it: then it has the stream for itself, where it is alone */
    private <S extends StreamState> S state(Family<S, ?> family, String id, boolean toChange) {
        StreamState known = loaded.get(id);
        if (known == null) {
            if (toChange) {
                locks.ifPresent(own -> own.take(id));
            }
            known = find(family, id, toChange);
            if (known.workspace().filter(owner -> !owner.equals(workspace)).isPresent()) {
                return family.empty();
            }
            loaded.put(id, known);
        }
        return family.state(known);
    }

    private StreamState find(Family<?, ?> family, String id, boolean toChange) {
        StreamState reached = transaction.state(id);
        if (reached != null) {
            return reached;
        }
        StreamState known = alone() && toChange ? null : states.remembered(id);
        if (known != null && !alone()) {
            remembered.put(id, known.version());
            return known;
        }
        if (known != null && transaction.stored(List.of(id)).getOrDefault(id, 0L) == known.version()) {
            return known;
        }
        return states.stored(family, id, state -> transaction.keep(id, state));
    }

    /** The ticket as far as it is remembered, without reading or taking it; it may have moved on. */
    public Optional<Ticket.Opened> remembered(TicketId id) {
        StreamState known = loaded.getOrDefault(id.value(), transaction.state(id.value()));
        if (known == null && !alone()) {
            known = states.remembered(id.value());
        }
        return known instanceof Ticket.Opened opened ? Optional.of(opened) : Optional.empty();
    }

    /** Streams of ids that were just made up: there is nothing to read of them. */
    public void begin(TicketId id) {
        loaded.put(id.value(), new Ticket.Unopened());
    }

    /** As {@link #begin(TicketId)}. */
    public void begin(RequesterId id) {
        loaded.put(id.value(), new Requester.Unknown());
    }

    /** As {@link #begin(TicketId)}. */
    public void begin(ConversationId id) {
        loaded.put(id.value(), new Conversation.Unstarted());
    }

    /** The opened ticket of that id; refused where there is none. */
    public Ticket.Opened opened(TicketId id) {
        return switch (ticket(id)) {
            case Ticket.Opened opened -> opened;
            case Ticket.Unopened _ -> throw new RejectedException(new Rejection.NoSuchTicket(id));
            case Ticket.Erased erased -> throw new RejectedException(new Rejection.TicketIsErased(id, erased.number()));
        };
    }

    /** Everything that has happened to the ticket, oldest first; only a step that is alone in its transaction may ask. */
    public List<TicketEvent> history(TicketId id) {
        if (!alone()) {
            throw new NotTogetherException();
        }
        if (ticket(id) instanceof Ticket.Unopened) {
            throw new RejectedException(new Rejection.NoSuchTicket(id));
        }
        return states.history(Family.TICKET, id.value());
    }

    /** The conversation of that id; refused where there is none. */
    public Conversation.Started started(ConversationId id) {
        return switch (conversation(id)) {
            case Conversation.Started started -> started;
            case Conversation.Unstarted _, Conversation.Erased _ ->
                throw new RejectedException(new Rejection.NoSuchConversation(id));
        };
    }

    /** Whom that requester goes on as, as tickets know them; refused where there is none. */
    public Recipient recipient(RequesterId id) {
        return switch (state(Family.REQUESTER, lookUps.requesters().goesOnAs(id).value(), false)) {
            case Requester.Registered known ->
                new Recipient(
                        known.id(),
                        known.details().name().orElse(null),
                        ChannelIdentity.firstEmail(known.identities()).orElse(null));
            case Requester.Unknown _, Requester.Erased _ ->
                throw new RejectedException(new Rejection.NoSuchRequester(id));
        };
    }

    /** Whom that requester goes on as, without taking them; empty where nobody is known, or not any more. */
    public Optional<Requester.Registered> known(RequesterId id) {
        boolean inThisStep = loaded.get(id.value()) instanceof Requester.Registered now
                && now.kin().into().isEmpty();
        RequesterId current = inThisStep ? id : lookUps.requesters().goesOnAs(id);
        return state(Family.REQUESTER, current.value(), false) instanceof Requester.Registered known
                ? Optional.of(known)
                : Optional.empty();
    }

    /** Everything that has happened in the conversation; as {@link #history(TicketId)}. */
    public List<ConversationEvent> history(ConversationId id) {
        if (!alone()) {
            throw new NotTogetherException();
        }
        return states.history(Family.CONVERSATION, id.value());
    }

    /** Appends that the ticket is erased, where it is not yet. */
    public void erase(TicketCommand.Erase command) {
        Ticket ticket = ticket(command.ticketId());
        append(
                Family.TICKET,
                command.ticketId().value(),
                ticket,
                events(TicketDecider.decide(command, ticket, settings(), now)));
    }

    /** Appends that the requester is erased, where they are not yet. */
    public void erase(RequesterCommand.Erase command) {
        Requester requester = requester(command.requesterId());
        append(
                Family.REQUESTER,
                command.requesterId().value(),
                requester,
                events(RequesterDecider.decide(command, requester, now)));
    }

    /** Decides on a ticket and appends what follows; the ticket after it. */
    public Ticket.Opened take(TicketCommand command) {
        TicketId id = command.ticketId();
        Ticket ticket = ticket(id);
        Settings settings = settings();
        append(Family.TICKET, id.value(), ticket, events(TicketDecider.decide(command, ticket, settings, now)));
        Ticket.Opened after = opened(id);
        Phase before = ticket instanceof Ticket.Opened opened ? opened.phase() : Phase.NEW;
        if (after.phase() != before) {
            lookUps.setPhase(id, after.phase());
        }
        lookUps.setDue(workspace, id, Due.of(ticket, settings), Due.of(after, settings));
        return after;
    }

    /** Decides on a conversation and appends what follows; its version after it. */
    public long take(ConversationCommand command) {
        if (command instanceof ConversationCommand.Start start) {
            lookUps.rules().addConversation(workspace, start.conversationId());
        }
        Conversation conversation = conversation(command.conversationId());
        if (command instanceof ConversationCommand.Start start && conversation instanceof Conversation.Unstarted) {
            start.requester()
                    .ifPresent(known -> lookUps.addConversation(workspace, start.conversationId(), known.id()));
        }
        return append(
                        Family.CONVERSATION,
                        command.conversationId().value(),
                        conversation,
                        events(ConversationDecider.decide(command, conversation, now)))
                .version();
    }

    /** Decides on a requester and appends what follows; the requester after it. */
    public Requester.Registered take(RequesterCommand command) {
        Requester requester = requester(command.requesterId());
        append(
                Family.REQUESTER,
                command.requesterId().value(),
                requester,
                events(RequesterDecider.decide(command, requester, now)));
        return registered(command.requesterId());
    }

    /** Appends the first event of a workspace. */
    public void create(WorkspaceEvent.WorkspaceCreated event) {
        append(Family.WORKSPACE, Family.workspaceStream(event.workspace()), Family.WORKSPACE.empty(), List.of(event));
    }

    /** What a reader must have seen to see this step; where it changes nothing, what it found. */
    public After after() {
        Map<String, Long> seen = new HashMap<>();
        loaded.forEach((id, state) -> {
            if (state.version() > 0 && !(state instanceof Workspace)) {
                seen.put(id, state.version());
            }
        });
        seen.putAll(versions);
        return new After(seen);
    }

    /** Versions of the streams whose states were remembered, and may be behind the store. */
    Map<String, Long> remembered() {
        return remembered;
    }

    List<DomainEventMessage<?>> appended() {
        return appended;
    }

    KeptWrites kept() {
        return kept;
    }

    Map<String, StreamState> states() {
        return loaded;
    }

    private <S extends StreamState, E extends StoredEvent> S append(
            Family<S, E> family, String id, S before, List<? extends E> events) {
        S state = before;
        for (E event : events) {
            state = family.evolve(state, event);
            versions.put(id, state.version());
            appended.add(new GenericDomainEventMessage<>(family.type(), id, state.version() - 1, event, meta(state)));
        }
        loaded.put(id, state);
        return state;
    }

    private MetaData meta(StreamState state) {
        MetaData meta = MetaData.with(Provenance.WORKSPACE, workspace.value())
                .and(Provenance.CORRELATION, context.correlationId())
                .and(Provenance.TRACE, context.trace().text());
        if (context.causationId() != null) {
            meta = meta.and(Provenance.CAUSATION, context.causationId());
        }
        return switch (state) {
            case Ticket.Opened opened ->
                meta.and(Provenance.NUMBER, opened.facts().number())
                        .and(Provenance.SUBJECT, opened.facts().subject());
            case Ticket.Erased erased ->
                meta.and(Provenance.NUMBER, erased.number()).and(Provenance.SUBJECT, "");
            case StreamState _ -> meta;
        };
    }

    private static <E extends StoredEvent> List<E> events(Decision<E> decision) {
        return switch (decision) {
            case Decision.Accepted<E> accepted -> accepted.events();
            case Decision.Rejected<E> rejected -> throw new RejectedException(rejected.rejection());
        };
    }
}
