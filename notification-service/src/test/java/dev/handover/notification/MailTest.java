package dev.handover.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.notification.Installation.Workspace;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.AutomaticKind;
import dev.handover.ticket.contract.TicketJournalEvent;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What people find in their mailbox. */
class MailTest {
    private static final Actor AMELIE = Actor.operator("amelie", "Amelie");
    private final Installation installation = Installation.shared();
    private final Workspace acme = installation.workspace("amelie", "ben");

    private List<MimeMessage> mailbox(String person) {
        return Arrays.stream(installation.mail().getReceivedMessages())
                .filter(message -> header(message, "To").contains(acme.address(person)))
                .toList();
    }

    private static String header(MimeMessage message, String name) {
        try {
            return String.valueOf(message.getHeader(name, ","));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<MimeMessage> awaitMails(String person, int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> mailbox(person).size() >= count);
        return mailbox(person);
    }

    @Test
    void aMentionIsMailedOnceEvenWhenItsRecordComesTwice() throws MessagingException, IOException {
        String ticket = acme.open("email", null);
        ProducerRecord<String, byte[]> note = acme.note(ticket, AMELIE, "ben");
        installation.send(note);
        acme.assign(ticket, "ben", AMELIE);

        List<MimeMessage> mails = awaitMails("ben", 2);
        assertThat(mails).hasSize(2);
        MimeMessage mail = mails.getFirst();
        assertThat(mail.getSubject()).isEqualTo("[#7] Grüße from afar");
        assertThat(header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(header(mail, "From")).contains("notifications@acme.test");
        String id =
                acme.get("ben", "").get("items").get(1).get("notificationId").asString();
        assertThat(header(mail, "Message-ID")).isEqualTo("<" + id + ".notification@acme.test>");
        assertThat(mail.isMimeType("text/plain")).isTrue();
        assertThat(mail.getContent().toString())
                .contains("AMELIE mentioned you in a note on ticket #7")
                .contains("> please have a look")
                .contains("https://desk.test/t/" + ticket);
        assertThat(mails.get(1).getContent().toString()).contains("You have been assigned ticket #7 by AMELIE");
    }

    @Test
    void anAutomaticMessageCausesNoMail() throws MessagingException, IOException {
        String ticket = acme.open("manual", null);
        acme.assign(ticket, "ben", Actor.operator("ben", "Ben"));
        acme.message(ticket, Installation.customer(), AutomaticKind.OUT_OF_OFFICE, "away");
        acme.message(ticket, Installation.customer(), AutomaticKind.NONE, "a real answer");
        List<MimeMessage> mails = awaitMails("ben", 1);
        assertThat(mails).hasSize(1);
        assertThat(mails.getFirst().getContent().toString())
                .contains("Carla wrote on ticket #7")
                .contains("> a real answer");
    }

    @Test
    void whatIsTooOldToMatterStaysInTheFeedOnly() {
        String ticket = acme.open("email", null);
        acme.publish(
                ticket,
                new TicketJournalEvent.TicketNoteAdded(
                        ticket,
                        "n1",
                        "long ago",
                        List.of("ben"),
                        AMELIE,
                        Instant.now().minus(Duration.ofDays(3))));
        acme.note(ticket, AMELIE, "ben");
        assertThat(awaitMails("ben", 1)).hasSize(1);
        assertThat(acme.get("ben", "").get("unread").asLong()).isEqualTo(2);
    }

    @Test
    void anOutageOfTheMailServerDelaysMailsAndLosesNone() {
        installation.stopMail();
        try {
            String ticket = acme.open("email", null);
            acme.note(ticket, AMELIE, "ben");
            acme.assign(ticket, "ben", AMELIE);
            assertThat(acme.feed("ben", ticket).get("unread").asLong()).isEqualTo(2);
        } finally {
            installation.startMail();
        }
        assertThat(awaitMails("ben", 2))
                .extracting(mail -> header(mail, "Message-ID"))
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void aPersonWhomTheDirectoryNamesLaterIsMailedThen() {
        String ticket = acme.open("email", null);
        acme.note(ticket, AMELIE, "late");
        acme.feed("ben", ticket);
        acme.operator("late");
        assertThat(awaitMails("late", 1)).hasSize(1);
    }
}
