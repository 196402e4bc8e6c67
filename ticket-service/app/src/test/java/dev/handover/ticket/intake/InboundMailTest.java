package dev.handover.ticket.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.ticket.Answer;
import dev.handover.ticket.Mail;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.Authentication;
import dev.handover.ticket.contract.AutomaticKind;
import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.ThreadedBy;
import dev.handover.ticket.contract.TicketJournalEvent;
import dev.handover.ticket.ticket.Ids;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What customers' mail does, from the record on Kafka to the journal. */
class InboundMailTest {
    private static final RunningTickets SERVICE = RunningTickets.shared();
    private static Workspace acme;
    private static Workspace other;

    @BeforeAll
    static void start() {
        acme = Workspace.in(SERVICE);
        other = Workspace.in(SERVICE);
    }

    /** Sends mails and waits until all are taken. */
    private static void arrive(Mail... mails) {
        for (Mail mail : mails) {
            SERVICE.send(List.of(mail.record(SERVICE, acme.key())));
        }
        for (Mail mail : mails) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> conversationOf(mail).isPresent());
        }
    }

    private static Optional<String> conversationOf(Mail mail) {
        return SERVICE.jdbc()
                .sql("select conversation_id from message_index where message_id = ?")
                .param(mail.id())
                .query(String.class)
                .optional();
    }

    private static String ticketOf(Mail mail) {
        return SERVICE.jdbc()
                .sql(
                        "select ticket_id from conversation_ticket where conversation_id = ? order by position desc limit 1")
                .param(conversationOf(mail).orElseThrow())
                .query(String.class)
                .single();
    }

    private static String opened(Mail mail) {
        arrive(mail);
        return ticketOf(mail);
    }

    private static List<JournalEvent> journal(String stream) {
        return acme.journal(stream, (int) acme.version(stream));
    }

    private static String reply(String ticket, String body) {
        Answer reply = acme.post("/tickets/" + ticket + "/replies", body);
        assertThat(reply.status()).isEqualTo(201);
        return reply.text("messageId");
    }

    private static TicketJournalEvent.TicketOpened opening(String ticket) {
        return (TicketJournalEvent.TicketOpened) journal(ticket).getFirst();
    }

    @Nested
    class AFirstMail {
        @Test
        void opensATicket() {
            Workspace fresh = Workspace.in(SERVICE);
            Mail mail = Mail.first();
            SERVICE.send(List.of(mail.record(SERVICE, fresh.key())));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> conversationOf(mail).isPresent());
            String ticket = ticketOf(mail);
            assertThat(journal(ticket))
                    .extracting(e -> e.getClass().getSimpleName())
                    .containsExactly("TicketOpened", "TicketConversationLinked", "TicketMessageAdded");
            TicketJournalEvent.TicketOpened opened = opening(ticket);
            assertThat(opened.number()).isEqualTo(1);
            assertThat(opened.source()).isEqualTo("email");
            assertThat(opened.channel()).isEqualTo("email");
            assertThat(opened.phase()).isEqualTo(Phase.NEW);
            assertThat(opened.subject()).isEqualTo("It is broken");
            assertThat(opened.description()).isEqualTo("Help me");
            assertThat(opened.requesterEmail()).isEqualTo("carla@customer.test");
            String conversation = conversationOf(mail).orElseThrow();
            assertThat(journal(conversation).getLast())
                    .isInstanceOfSatisfying(ConversationJournalEvent.ConversationMessageReceived.class, e -> {
                        assertThat(e.messageId()).isEqualTo(mail.id());
                        assertThat(e.text()).isEqualTo("Help me");
                        assertThat(e.from().kind()).isEqualTo(Actor.Kind.CUSTOMER);
                        assertThat(e.from().id()).isEqualTo(opened.requesterId());
                        assertThat(e.spans()).hasSize(1);
                    });
        }

        @Test
        void isTakenOnceHoweverOftenItComes() {
            Mail mail = Mail.first();
            arrive(mail, mail, mail);
            Mail marker = new Mail(
                    java.util.UUID.randomUUID().toString(),
                    mail.thread(),
                    "x@customer.test",
                    "s",
                    "t",
                    "NONE",
                    List.of(),
                    List.of(),
                    null,
                    null);
            arrive(marker);
            assertThat(journal(conversationOf(mail).orElseThrow())).hasSize(2);
            assertThat(journal(ticketOf(mail))).hasSize(3);
        }

        @Test
        void hasASenderOrNone() {
            String ticket = opened(Mail.first().from(""));
            assertThat(opening(ticket).requesterId()).isNull();
        }

        @Test
        void isKeptWithoutATicketWhenItIsAutomatic() {
            Mail mail = Mail.first().automatic("AUTO_REPLY");
            arrive(mail);
            assertThat(journal(conversationOf(mail).orElseThrow()).getLast())
                    .isInstanceOfSatisfying(
                            ConversationJournalEvent.ConversationMessageReceived.class,
                            e -> assertThat(e.automatic()).isEqualTo(AutomaticKind.AUTO_REPLY));
            assertThat(SERVICE.jdbc()
                            .sql("select count(*) from conversation_ticket where conversation_id = ?")
                            .param(conversationOf(mail).orElseThrow())
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    @Nested
    class AnAnswer {
        @Test
        void joinsByOurMessage() {
            String ticket = opened(Mail.first());
            String ours = reply(ticket, "{'text': 'Try again'}");
            assertThat(acme.statusOf(ticket)).isEqualTo("waiting_on_customer");
            Mail answer = Mail.first().answering(ours).saying("Still broken");
            assertThat(opened(answer)).isEqualTo(ticket);
            assertThat(acme.statusOf(ticket)).isEqualTo("waiting_on_team");
            assertThat(journal(ticket).getLast())
                    .isInstanceOfSatisfying(
                            TicketJournalEvent.TicketStatusChanged.class,
                            e -> assertThat(e.cause()).isEqualTo("customer_message"));
        }

        @Test
        void joinsByTheReferencesOfItsThread() {
            Mail first = Mail.first();
            String ticket = opened(first);
            assertThat(opened(Mail.first().referring("unknown@x", first.externalId())))
                    .isEqualTo(ticket);
            assertThat(acme.statusOf(ticket)).isEqualTo("open");
        }

        @Test
        void joinsByTheTokenOfItsTicketWhoeverWrites() {
            String ticket = opened(Mail.first());
            assertThat(opened(Mail.first().from("colleague@customer.test").withToken(ticket)))
                    .isEqualTo(ticket);
        }

        @Test
        void joinsByTheNumberOfATicketOfItsSender() {
            String ticket = opened(Mail.first().from("dora@customer.test"));
            long number = opening(ticket).number();
            assertThat(opened(Mail.first().from("dora@customer.test").withNumber(number)))
                    .isEqualTo(ticket);
            String stranger = opened(Mail.first().from("eve@customer.test").withNumber(number));
            assertThat(stranger).isNotEqualTo(ticket);
        }

        @Test
        void keepsWhatLedItThereAndWhatIsKnownOfItsSender() {
            Mail first = Mail.first().from("fay@customer.test");
            String ticket = opened(first);
            String ours = reply(ticket, "{'text': 'Try again'}");
            Mail answer = Mail.first().answering(ours);
            Mail referring = Mail.first().referring(first.externalId());
            Mail addressed = Mail.first().withToken(ticket);
            Mail numbered = Mail.first()
                    .from("fay@customer.test")
                    .withNumber(opening(ticket).number());
            arrive(answer, referring, addressed, numbered);
            assertThat(received(first).threadedBy()).isEqualTo(ThreadedBy.NEW);
            assertThat(received(answer).threadedBy()).isEqualTo(ThreadedBy.OWN_MESSAGE);
            assertThat(received(referring).threadedBy()).isEqualTo(ThreadedBy.REFERENCES);
            assertThat(received(addressed).threadedBy()).isEqualTo(ThreadedBy.REPLY_TOKEN);
            assertThat(received(numbered).threadedBy()).isEqualTo(ThreadedBy.SUBJECT_NUMBER);
            assertThat(received(first).authentication())
                    .isEqualTo(new Authentication(Authentication.Result.FAIL, "fail", "none", null));
        }

        private static ConversationJournalEvent.ConversationMessageReceived received(Mail mail) {
            return journal(conversationOf(mail).orElseThrow()).stream()
                    .filter(ConversationJournalEvent.ConversationMessageReceived.class::isInstance)
                    .map(ConversationJournalEvent.ConversationMessageReceived.class::cast)
                    .filter(e -> e.messageId().equals(mail.id()))
                    .findFirst()
                    .orElseThrow();
        }

        @Test
        void joinsATicketOpenedByHand() {
            String ticket = acme.open();
            assertThat(opened(Mail.first().withToken(ticket))).isEqualTo(ticket);
            assertThat(journal(ticket))
                    .extracting(e -> e.getClass().getSimpleName())
                    .containsExactly("TicketOpened", "TicketConversationLinked", "TicketMessageAdded");
        }

        @Test
        void reopensASolvedTicket() {
            String ticket = opened(Mail.first());
            String ours = reply(ticket, "{'text': 'Done', 'status': 'solved'}");
            assertThat(opened(Mail.first().answering(ours))).isEqualTo(ticket);
            assertThat(acme.statusOf(ticket)).isEqualTo("waiting_on_team");
        }

        @Test
        void opensAFollowUpOfAClosedTicket() {
            String ticket = opened(Mail.first());
            String ours = reply(ticket, "{'text': 'Done', 'status': 'closed'}");
            String followUp = opened(Mail.first().answering(ours));
            assertThat(followUp).isNotEqualTo(ticket);
            assertThat(opening(followUp).followUpOf()).isEqualTo(ticket);
            assertThat(opening(followUp).source()).isEqualTo("follow_up");
            assertThat(acme.statusOf(ticket)).isEqualTo("closed");
            assertThat(opened(Mail.first().answering(ours))).isEqualTo(followUp);
            // an old address is answered: the conversation has gone on to the follow-up
            assertThat(opened(Mail.first().withToken(ticket))).isEqualTo(followUp);
            assertThat(acme.put("/tickets/" + ticket + "/status", "{'status': 'open'}")
                            .problem())
                    .isEqualTo("conversation-has-active-ticket");
        }

        @Test
        void changesNothingWhenItIsAutomatic() {
            String ticket = opened(Mail.first());
            String ours = reply(ticket, "{'text': 'Done', 'status': 'solved'}");
            long before = acme.version(ticket);
            arrive(Mail.first().answering(ours).automatic("OUT_OF_OFFICE"));
            assertThat(acme.version(ticket)).isEqualTo(before + 1);
            assertThat(acme.statusOf(ticket)).isEqualTo("solved");
            assertThat(journal(ticket).getLast())
                    .isInstanceOfSatisfying(
                            TicketJournalEvent.TicketMessageAdded.class,
                            e -> assertThat(e.automatic()).isEqualTo(AutomaticKind.OUT_OF_OFFICE));
            reply(ticket, "{'text': 'past it', 'seenVersion': " + before + "}");
        }

        @Test
        void isAPrivateNoteWhenAnOperatorWroteIt() {
            Mail first = Mail.first();
            String ticket = opened(first);
            long conversation = acme.version(conversationOf(first).orElseThrow());
            arrive(Mail.first()
                    .from("ben@acme.test")
                    .referring(first.externalId())
                    .saying("I know this one"));
            assertThat(journal(ticket).getLast())
                    .isInstanceOfSatisfying(TicketJournalEvent.TicketNoteAdded.class, e -> {
                        assertThat(e.text()).isEqualTo("I know this one");
                        assertThat(e.by().id()).isEqualTo("ben");
                    });
            assertThat(acme.version(conversationOf(first).orElseThrow())).isEqualTo(conversation);
        }
    }

    @Nested
    class AnotherWorkspacesTicket {
        @Test
        void isNotJoined() {
            String theirs = other.open();
            Answer opened = other.opened();
            String reply = other.post("/tickets/" + theirs + "/replies", "{'text': 'x'}")
                    .text("messageId");
            Mail byToken = Mail.first().withToken(theirs);
            Mail byMessage = Mail.first().answering(reply);
            Mail byNumber = Mail.first().withNumber(opened.number("number"));
            long before = other.version(theirs);
            arrive(byToken, byMessage, byNumber);
            assertThat(List.of(ticketOf(byToken), ticketOf(byMessage), ticketOf(byNumber)))
                    .doesNotContain(theirs, opened.text("ticketId"))
                    .doesNotHaveDuplicates();
            assertThat(other.version(theirs)).isEqualTo(before);
        }
    }

    @Nested
    class AnUnknownWorkspace {
        @Test
        void parksItsOwnKeyOnly() {
            Mail lost = Mail.first();
            SERVICE.send(List.of(lost.record(SERVICE, "nowhere")));
            List<Mail> others = List.of(Mail.first(), Mail.first(), Mail.first(), Mail.first(), Mail.first());
            arrive(others.toArray(Mail[]::new));
            await().atMost(Duration.ofSeconds(20)).until(() -> parked(lost) == 1);
            assertThat(conversationOf(lost)).isEmpty();
        }

        private long parked(Mail mail) {
            return SERVICE.jdbc()
                    .sql("select count(*) from parked_key where record_key = ?")
                    .param("support/" + mail.thread())
                    .query(Long.class)
                    .single();
        }
    }

    @Test
    void idsFollowFromTheMessage() {
        Mail mail = Mail.first();
        assertThat(opened(mail)).isEqualTo(Ids.derived("ticket", mail.id()));
    }
}
