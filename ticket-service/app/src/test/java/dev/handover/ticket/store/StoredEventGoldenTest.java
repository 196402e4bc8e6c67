package dev.handover.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.handover.ticket.domain.ChannelIdentity;
import dev.handover.ticket.domain.ConversationEvent;
import dev.handover.ticket.domain.RequesterEvent;
import dev.handover.ticket.domain.StoredEvent;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Events as they were once stored: each file loads for ever, and is never edited. */
class StoredEventGoldenTest {
    private final LogicalNameSerializer serializer = LogicalNameSerializer.create();

    static Stream<String> names() {
        return StoredEventTypes.all().keySet().stream().sorted();
    }

    static Stream<Arguments> oldRevisions() {
        return names().flatMap(name ->
                IntStream.range(Upcasters.FIRST, Upcasters.revision(name)).mapToObj(old -> Arguments.of(name, old)));
    }

    private static Stream<Class<?>> leaves(Class<?> family) {
        return family.isSealed()
                ? Stream.of(family.getPermittedSubclasses()).flatMap(StoredEventGoldenTest::leaves)
                : Stream.of(family);
    }

    @Test
    void everyStoredEventHasOneName() {
        assertThat(StoredEventTypes.all().values())
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(15)
                .containsExactlyInAnyOrderElementsOf(leaves(StoredEvent.class)
                        .<Class<? extends StoredEvent>>map(type -> type.asSubclass(StoredEvent.class))
                        .toList());
        assertThat(StoredEventTypes.all().keySet()).allMatch(name -> name.matches("[a-z]+[.][a-z_]+"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void loadsAndIsWrittenTheSame(String name) throws IOException, ReflectiveOperationException {
        int revision = Upcasters.revision(name);
        byte[] golden = golden(name, revision);
        StoredEvent event = read(name, revision);
        assertThat(event).isInstanceOf(StoredEventTypes.record(name));
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            assertThat(component.getAccessor().invoke(event))
                    .as("the file shows " + component.getName())
                    .isNotNull();
        }
        SerializedObject<byte[]> again = serializer.serialize(event, byte[].class);
        assertThat(again.getType().getName()).isEqualTo(name);
        assertThat(again.getType().getRevision()).isEqualTo(Integer.toString(revision));
        assertThat(JsonMapper.shared().readTree(again.getData()))
                .isEqualTo(JsonMapper.shared().readTree(golden));
    }

    @ParameterizedTest
    @MethodSource("oldRevisions")
    void loadsWhatOlderReleasesWrote(String name, int revision) throws IOException {
        assertThat(read(name, revision)).isInstanceOf(StoredEventTypes.record(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasOneWayFromEachOldRevisionToTheNext(String name) {
        assertThat(Upcasters.of(name).stream().map(Upcaster::from))
                .containsExactlyElementsOf(IntStream.range(Upcasters.FIRST, Upcasters.revision(name))
                        .boxed()
                        .toList());
    }

    @Test
    void requestersOfTheFirstRevisionAreKnownByTheirAddress() throws IOException {
        assertThat(read("requester.registered", 1))
                .isInstanceOfSatisfying(RequesterEvent.RequesterRegistered.class, event -> {
                    assertThat(event.name()).isEqualTo("Carla");
                    assertThat(event.identities())
                            .containsExactly(
                                    new ChannelIdentity(ChannelIdentity.Kind.EMAIL, "carla@customer.test", false));
                });
    }

    @Test
    void requestersOfTheFirstRevisionMayHaveNoAddress() {
        StoredEvent event = serializer.deserialize(new SimpleSerializedObject<>(
                "{\"requesterId\":\"r\",\"workspace\":\"acme\",\"at\":\"2026-05-04T08:00:00Z\"}"
                        .getBytes(StandardCharsets.UTF_8),
                byte[].class,
                "requester.registered",
                "1"));
        assertThat(((RequesterEvent.RequesterRegistered) event).identities()).isEmpty();
    }

    @Test
    void unknownRevisionsAreNotReadAsThisOne() {
        Object read = serializer.deserialize(new SimpleSerializedObject<>(
                "{}".getBytes(StandardCharsets.UTF_8), byte[].class, "ticket.unassigned", "2"));
        assertThat(read).isNotInstanceOf(StoredEvent.class);
    }

    private StoredEvent read(String name, int revision) throws IOException {
        return serializer.deserialize(
                new SimpleSerializedObject<>(golden(name, revision), byte[].class, name, Integer.toString(revision)));
    }

    private static byte[] golden(String name, int revision) throws IOException {
        try (InputStream file =
                StoredEventGoldenTest.class.getResourceAsStream("/golden/stored/" + name + ".r" + revision + ".json")) {
            return file == null ? fail("no golden file for " + name + " revision " + revision) : file.readAllBytes();
        }
    }

    @Test
    void messagesFromBeforeThereWasEvidenceAreStillRead() throws IOException {
        String whole = new String(golden("conversation.message_received", 1), StandardCharsets.UTF_8);
        String older = whole.replaceFirst("(?s)\"authentication\".*\"threadedBy\": \"REPLY_TOKEN\",", "");
        assertThat(older).hasSizeLessThan(whole.length());
        ConversationEvent.MessageReceived read =
                (ConversationEvent.MessageReceived) serializer.deserialize(new SimpleSerializedObject<>(
                        older.getBytes(StandardCharsets.UTF_8), byte[].class, "conversation.message_received", "1"));
        assertThat(read.authentication()).isNull();
        assertThat(read.threadedBy()).isNull();
        assertThat(read.issues()).isNotEmpty();
    }
}
