package dev.handover.ticket.step;

import dev.handover.foundation.operation.After;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.ConversationCommand;
import dev.handover.ticket.domain.ConversationDecider;
import dev.handover.ticket.domain.ConversationEvent;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.Decision;
import dev.handover.ticket.domain.Rejection;
import dev.handover.ticket.domain.RequesterEvent;
import dev.handover.ticket.domain.StatusScheme;
import dev.handover.ticket.domain.StoredEvent;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketDecider;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.TicketEvolution;
import dev.handover.ticket.domain.TicketId;
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
import java.util.function.Supplier;
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
    /** Stream types, as stored. */
    public static final String TICKET = "ticket";

    public static final String CONVERSATION = "conversation";
    public static final String REQUESTER = "requester";
    public static final String WORKSPACE = "workspace";

    private final StepTransaction transaction;
    private final StreamStates states;
    private final Optional<Locks> locks;
    private final WorkspaceKey workspace;
    private final StepContext context;
    private final Instant now;
    private final LookUps lookUps;
    private final Map<String, Object> loaded = new HashMap<>();
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

    /** The workspace's status scheme. */
    public StatusScheme scheme() {
        return StatusScheme.CLASSIC;
    }

    /** The ticket's state, locked for this step. */
    public Ticket ticket(TicketId id) {
        if (loaded.get(id.value()) instanceof Ticket known) {
            return known;
        }
        Ticket ticket = state(id.value(), Ticket.class, () -> states.ticket(id.value()));
        if (ticket instanceof Ticket.Opened opened
                && !opened.facts().workspace().equals(workspace)) {
            return new Ticket.Unopened();
        }
        loaded.put(id.value(), ticket);
        return ticket;
    }

    private <S> S state(String id, Class<S> type, Supplier<S> stored) {
        locks.ifPresent(own -> own.take(id));
        Object reached = transaction.state(id);
        if (type.isInstance(reached)) {
            return type.cast(reached);
        }
        Object known = alone() ? null : states.remembered(id);
        if (known != null && type.isInstance(known)) {
            remembered.put(id, version(known));
            return type.cast(known);
        }
        return stored.get();
    }

    static long version(Object state) {
        return state instanceof Ticket ticket ? ticket.version() : ((Conversation) state).version();
    }

    /** The ticket as far as it is remembered, without reading or taking it; it may have moved on. */
    public Optional<Ticket.Opened> remembered(TicketId id) {
        Object known = loaded.getOrDefault(id.value(), transaction.state(id.value()));
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
    public void begin(ConversationId id) {
        loaded.put(id.value(), new Conversation.Unstarted());
    }

    /** The opened ticket of that id; refused where there is none. */
    public Ticket.Opened opened(TicketId id) {
        return switch (ticket(id)) {
            case Ticket.Opened opened -> opened;
            case Ticket.Unopened _ -> throw new RejectedException(new Rejection.NoSuchTicket(id));
        };
    }

    /** The conversation's state, locked for this step. */
    public Conversation conversation(ConversationId id) {
        if (loaded.get(id.value()) instanceof Conversation known) {
            return known;
        }
        Conversation conversation = state(id.value(), Conversation.class, () -> states.conversation(id.value()));
        if (conversation instanceof Conversation.Started started
                && !started.workspace().equals(workspace)) {
            return new Conversation.Unstarted();
        }
        loaded.put(id.value(), conversation);
        return conversation;
    }

    /** Decides on a ticket and appends what follows; the ticket after it. */
    public Ticket.Opened take(TicketCommand command) {
        Ticket ticket = ticket(command.ticketId());
        for (TicketEvent event : events(TicketDecider.decide(command, ticket, scheme(), now))) {
            Ticket next = TicketEvolution.evolve(ticket, event);
            if (next instanceof Ticket.Opened opened) {
                append(
                        TICKET,
                        command.ticketId().value(),
                        next.version(),
                        event,
                        Map.of(
                                Provenance.NUMBER,
                                opened.facts().number(),
                                Provenance.SUBJECT,
                                opened.facts().subject()));
            }
            ticket = next;
            loaded.put(command.ticketId().value(), ticket);
        }
        return opened(command.ticketId());
    }

    /** Decides on a conversation and appends what follows; its version after it. */
    public long take(ConversationCommand command) {
        Conversation conversation = conversation(command.conversationId());
        for (ConversationEvent event : events(ConversationDecider.decide(command, conversation, now))) {
            conversation = Conversation.evolve(conversation, event);
            append(CONVERSATION, command.conversationId().value(), conversation.version(), event, Map.of());
            loaded.put(command.conversationId().value(), conversation);
        }
        return conversation.version();
    }

    /** Appends the first event of a requester. */
    public void register(RequesterEvent.RequesterRegistered event) {
        append(REQUESTER, event.requesterId().value(), 1, event, Map.of());
    }

    /** Appends the first event of a workspace. */
    public void create(WorkspaceEvent.WorkspaceCreated event) {
        append(WORKSPACE, "workspace:" + event.workspace().value(), 1, event, Map.of());
    }

    /** What a reader must have seen to see this step; where it changes nothing, what it found. */
    public After after() {
        Map<String, Long> seen = new HashMap<>();
        loaded.forEach((id, state) -> {
            if (version(state) > 0) {
                seen.put(id, version(state));
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

    Map<String, Object> states() {
        return loaded;
    }

    private void append(String type, String id, long version, StoredEvent event, Map<String, ?> more) {
        MetaData meta = MetaData.from(more)
                .and(Provenance.WORKSPACE, workspace.value())
                .and(Provenance.CORRELATION, context.correlationId())
                .and(Provenance.TRACE, context.trace().text());
        if (context.causationId() != null) {
            meta = meta.and(Provenance.CAUSATION, context.causationId());
        }
        versions.put(id, version);
        appended.add(new GenericDomainEventMessage<>(type, id, version - 1, event, meta));
    }

    private static <E extends StoredEvent> List<E> events(Decision<E> decision) {
        return switch (decision) {
            case Decision.Accepted<E> accepted -> accepted.events();
            case Decision.Rejected<E> rejected -> throw new RejectedException(rejected.rejection());
        };
    }
}
