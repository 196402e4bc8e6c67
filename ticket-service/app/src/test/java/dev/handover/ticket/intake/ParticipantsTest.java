package dev.handover.ticket.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.ticket.Answer;
import dev.handover.ticket.Mail;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationMessageReceived;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationParticipantAdded;
import dev.handover.ticket.contract.JournalEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Others than the requester who answer in a thread. */
class ParticipantsTest {
    private static final RunningTickets SERVICE = RunningTickets.shared();
    private final Mail first = Mail.first();
    private Workspace acme;

    @BeforeEach
    void begin() {
        acme = Workspace.in(SERVICE);
        arrive(first);
    }

    private void arrive(Mail mail) {
        SERVICE.send(List.of(mail.record(SERVICE, acme.key())));
        await().atMost(Duration.ofSeconds(20)).until(() -> !conversationOf(mail).isEmpty());
    }

    private static List<String> conversationOf(Mail mail) {
        return SERVICE.jdbc()
                .sql("select conversation_id from message_index where message_id = ?")
                .param(mail.id())
                .query(String.class)
                .list();
    }

    private Mail answer(String from) {
        Mail mail = Mail.first().referring(first.externalId()).from(from);
        arrive(mail);
        assertThat(conversationOf(mail)).isEqualTo(conversationOf(first));
        return mail;
    }

    private <E> List<E> events(Class<E> type) {
        String conversation = conversationOf(first).getFirst();
        List<JournalEvent> events = acme.journal(conversation, (int) acme.version(conversation));
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void areKeptOnceAndAreNotTheRequester() {
        answer("Colin@customer.test");
        answer("colin@customer.test");
        answer("carla@customer.test");
        assertThat(events(ConversationParticipantAdded.class))
                .extracting(ConversationParticipantAdded::address)
                .containsExactly("colin@customer.test");
        assertThat(events(ConversationMessageReceived.class).stream()
                        .map(message -> message.from().id() == null))
                .containsExactly(false, true, true, false);
    }

    @Test
    void areNotThoseWhoWriteByMachine() {
        SERVICE.send(List.of(Mail.first()
                .referring(first.externalId())
                .from("mailer-daemon@customer.test")
                .automatic("BOUNCE")
                .record(SERVICE, acme.key())));
        answer("carla@customer.test");
        assertThat(events(ConversationParticipantAdded.class)).isEmpty();
    }

    @Test
    void areNotTheRequesterByAnotherAddressOrUnderAnotherName() {
        String requester = String.valueOf(
                events(ConversationMessageReceived.class).getFirst().from().id());
        Answer added =
                acme.post("/requesters/" + requester + "/identities", "{'kind': 'email', 'value': 'carla@home.test'}");
        assertThat(added.status()).isEqualTo(201);
        answer("carla@home.test");
        String twin = acme.post("/requesters", "{'identities': [{'kind': 'email', 'value': 'carla@work.test'}]}")
                .text("requesterId");
        acme.post("/requesters/" + twin + "/merge", "{'into': '" + requester + "'}");
        answer("carla@work.test");
        assertThat(events(ConversationParticipantAdded.class)).isEmpty();
        assertThat(events(ConversationMessageReceived.class))
                .allMatch(message -> requester.equals(message.from().id()));
    }
}
