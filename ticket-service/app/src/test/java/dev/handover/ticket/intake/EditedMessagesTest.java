package dev.handover.ticket.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.channel.contract.ChannelTopics;
import dev.handover.channel.contract.InboundEvent;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.ticket.Mail;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.AttachmentRef;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationAttachmentUpdated;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationMessageDeleted;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationMessageEdited;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationMessageReceived;
import dev.handover.ticket.contract.JournalEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What customers do to their messages afterwards, from the record on Kafka to the journal. */
class EditedMessagesTest {
    private static final RunningTickets SERVICE = RunningTickets.shared();
    private static final EventCodec<InboundEvent> CODEC = new EventCodec<>(InboundEvent.TYPES);
    private static Workspace acme;
    private final Mail mail = Mail.first();

    @BeforeAll
    static void start() {
        acme = Workspace.in(SERVICE);
    }

    private void send(InboundEvent event) {
        String key = "support/" + mail.thread();
        SERVICE.send(List.of(CODEC.encode(
                SERVICE.topic(ChannelTopics.INBOUND),
                key,
                new Envelope(UUID.randomUUID().toString(), key, acme.key(), 0, Instant.now(), null, null, null),
                event)));
    }

    private InboundEvent edit(String id, String text) {
        return new InboundEvent.MessageEdited(
                id, "support", "email", mail.externalId(), text, null, Instant.parse("2026-05-04T08:00:00Z"), null);
    }

    private InboundEvent deletion() {
        return new InboundEvent.MessageDeleted(
                "deletion-" + mail.id(), "support", "email", mail.externalId(), Instant.now());
    }

    private List<JournalEvent> happened(int count) {
        String conversation = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> SERVICE.jdbc()
                                .sql("select conversation_id from message_index where message_id = ?")
                                .param(mail.id())
                                .query(String.class)
                                .optional(),
                        java.util.Optional::isPresent)
                .orElseThrow();
        return acme.journal(conversation, count);
    }

    @Test
    void aMessageThatIsReadAgainIsTheSystemsChangeAndFoundByOurId() {
        SERVICE.send(List.of(mail.record(SERVICE, acme.key())));
        send(new InboundEvent.MessageEdited(
                "reread-" + mail.id(), "support", "email", "", "in full", null, Instant.now(), mail.id()));
        assertThat(happened(3).stream()
                        .filter(ConversationMessageEdited.class::isInstance)
                        .map(ConversationMessageEdited.class::cast))
                .singleElement()
                .satisfies(edited -> {
                    assertThat(edited.text()).isEqualTo("in full");
                    assertThat(edited.messageId()).isEqualTo(mail.id());
                    assertThat(edited.by().kind()).isEqualTo(Actor.Kind.SYSTEM);
                });
    }

    @Test
    void aChangeIsTakenOnce() {
        SERVICE.send(List.of(mail.record(SERVICE, acme.key())));
        send(edit("edit-1-" + mail.id(), "first"));
        send(edit("edit-1-" + mail.id(), "first"));
        send(edit("edit-2-" + mail.id(), "second"));
        List<JournalEvent> happened = happened(4);
        assertThat(happened.subList(2, happened.size()))
                .extracting(event -> ((ConversationMessageEdited) event).text())
                .containsExactly("first", "second");
        assertThat(((ConversationMessageEdited) happened.get(2)).messageId()).isEqualTo(mail.id());
    }

    @Test
    void whatWasTakenBackChangesNoMore() {
        SERVICE.send(List.of(mail.record(SERVICE, acme.key())));
        send(deletion());
        send(deletion());
        send(edit("late-" + mail.id(), "too late"));
        Mail next = Mail.first();
        SERVICE.send(List.of(next.record(SERVICE, acme.key())));
        List<JournalEvent> happened = happened(3);
        assertThat(happened.get(2)).isInstanceOf(ConversationMessageDeleted.class);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> SERVICE.jdbc()
                        .sql("select 1 from message_index where message_id = ?")
                        .param("late-" + mail.id())
                        .query(Integer.class)
                        .optional()
                        .isPresent());
        assertThat(happened(3)).hasSize(3);
    }

    private InboundEvent attachment(String id, InboundEvent.AttachmentState state, @Nullable String reason) {
        return new InboundEvent.AttachmentUpdated(
                mail.id(), "support", id, state, reason, "image/png", reason == null ? 1234 : 0, Instant.now());
    }

    @Test
    void anAttachmentThatIsStillWithTheChannelIsSettledOnce() {
        SERVICE.send(List.of(mail.record(
                SERVICE,
                acme.key(),
                new InboundEvent.Attachment(
                        "photo",
                        "photo.png",
                        "application/octet-stream",
                        0,
                        false,
                        null,
                        InboundEvent.AttachmentState.PENDING,
                        null))));
        send(attachment("photo", InboundEvent.AttachmentState.REJECTED, "larger than 20 MB"));
        send(attachment("photo", InboundEvent.AttachmentState.STORED, null));
        send(attachment("unknown", InboundEvent.AttachmentState.STORED, null));
        send(edit("after-" + mail.id(), "after"));
        List<JournalEvent> happened = happened(4);
        assertThat(((ConversationMessageReceived) happened.get(1)).attachments())
                .singleElement()
                .satisfies(sent -> assertThat(sent.state()).isEqualTo(AttachmentRef.State.PENDING));
        var settled = (ConversationAttachmentUpdated) happened.get(2);
        assertThat(settled.messageId()).isEqualTo(mail.id());
        assertThat(settled.attachmentId()).isEqualTo("photo");
        assertThat(settled.state()).isEqualTo(AttachmentRef.State.REJECTED);
        assertThat(settled.reason()).isEqualTo("larger than 20 MB");
        assertThat(happened.get(3)).isInstanceOf(ConversationMessageEdited.class);
    }

    @Test
    void oneWhoseMessageHasNotComeWaits() {
        send(edit("early-" + mail.id(), "early"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> SERVICE.jdbc()
                        .sql("select 1 from parked_key where record_key = ?")
                        .param("support/" + mail.thread())
                        .query(Integer.class)
                        .optional()
                        .isPresent());
    }
}
