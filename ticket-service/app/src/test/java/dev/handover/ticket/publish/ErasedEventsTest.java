package dev.handover.ticket.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.contract.TicketEvent.Subject;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.ConversationEvent;
import dev.handover.ticket.domain.Requester;
import dev.handover.ticket.domain.RequesterEvent;
import dev.handover.ticket.domain.StoredEvent;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.TicketEvolution;
import dev.handover.ticket.domain.WorkspaceEvent;
import dev.handover.ticket.store.ErasedForm;
import dev.handover.ticket.store.LogicalNameSerializer;
import dev.handover.ticket.store.StoredEventTypes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An erased event is folded and published as any other: a replay never stops at one. */
class ErasedEventsTest {
    private static final LogicalNameSerializer SERIALIZER = LogicalNameSerializer.create();

    static Stream<String> names() {
        return StoredEventTypes.all().keySet().stream()
                .filter(name -> !name.startsWith("workspace."))
                .sorted();
    }

    private static StoredEvent erased(String name) throws IOException {
        SerializedType type = SERIALIZER.typeForClass(Objects.requireNonNull(StoredEventTypes.record(name)));
        try (InputStream golden = ErasedEventsTest.class.getResourceAsStream(
                "/golden/stored/" + name + ".r" + type.getRevision() + ".json")) {
            assertThat(golden).isNotNull();
            return SERIALIZER.deserialize(
                    new SimpleSerializedObject<>(ErasedForm.of(name, golden.readAllBytes()), byte[].class, type));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isPublishedAndFolded(String name) throws IOException {
        StoredEvent event = erased(name);
        assertThat(Journal.of(event)).isNotNull();
        switch (event) {
            case TicketEvent e -> {
                assertThat(PublicEvents.of(e, new Subject("t", 1, ""))).isNotNull();
                Ticket opened = TicketEvolution.evolve(new Ticket.Unopened(), (TicketEvent) erased("ticket.opened"));
                assertThat(TicketEvolution.evolve(opened, e).version()).isEqualTo(2);
            }
            case ConversationEvent e -> {
                Conversation started = Conversation.evolve(
                        new Conversation.Unstarted(), (ConversationEvent) erased("conversation.started"));
                assertThat(Conversation.evolve(started, e).version()).isEqualTo(2);
            }
            case RequesterEvent e -> {
                Requester registered =
                        Requester.evolve(new Requester.Unknown(), (RequesterEvent) erased("requester.registered"));
                assertThat(Requester.evolve(registered, e).version()).isEqualTo(2);
            }
            case WorkspaceEvent _ -> throw new AssertionError("not erased");
        }
    }
}
