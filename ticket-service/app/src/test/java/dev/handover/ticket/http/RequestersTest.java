package dev.handover.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.ticket.Answer;
import dev.handover.ticket.Mail;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.RequesterJournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Requesters as their callers see them, and what merges do to those who write. */
class RequestersTest {
    private static final RunningTickets SERVICE = RunningTickets.shared();
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static Workspace acme;

    @BeforeAll
    static void start() {
        acme = Workspace.in(SERVICE);
    }

    private static String address() {
        return "r" + COUNTER.incrementAndGet() + "@customer.test";
    }

    private static Answer register(String email) {
        return acme.post(
                "/requesters", "{'name': 'Carla', 'identities': [{'kind': 'email', 'value': '" + email + "'}]}");
    }

    private static Answer of(String requester, String what, String body) {
        return acme.post("/requesters/" + requester + "/" + what, body);
    }

    private static Answer merge(String source, String into) {
        return of(source, "merge", "{'into': '" + into + "'}");
    }

    /** The requester of a ticket that is opened for somebody with that address. */
    private static String requesterOfATicketFor(String email) {
        Answer opened =
                acme.post("/tickets", "{'subject': 's', 'description': 'd', 'requester': {'email': '" + email + "'}}");
        return String.valueOf(((TicketJournalEvent.TicketOpened)
                        acme.journal(opened.text("ticketId"), 1).getFirst())
                .requesterId());
    }

    @Nested
    class Registering {
        @Test
        void keepsNameAttributesAndIdentities() {
            String email = address();
            Answer answer = acme.post("/requesters", """
                    {'name': ' Carla  K. ', 'attributes': {'plan': 'gold'},
                     'identities': [{'kind': 'email', 'value': 'X%s'}, {'kind': 'phone', 'value': '+49 (30) 1234567', 'verified': true},
                                    {'kind': 'email', 'value': 'x%s'}]}""".formatted(email, email));
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.number("version")).isEqualTo(2);
            String id = answer.text("requesterId");
            assertThat(answer.after().versions()).containsEntry(id, 2L);
            assertThat(acme.journal(id, 2).getFirst())
                    .isInstanceOfSatisfying(RequesterJournalEvent.RequesterRegistered.class, e -> {
                        assertThat(e.name()).isEqualTo("Carla K.");
                        assertThat(e.email()).isEqualTo("x" + email);
                        assertThat(e.identities())
                                .containsExactly(
                                        new RequesterJournalEvent.Identity(
                                                RequesterJournalEvent.Identity.Kind.EMAIL, "x" + email, false),
                                        new RequesterJournalEvent.Identity(
                                                RequesterJournalEvent.Identity.Kind.PHONE, "+49301234567", true));
                    });
            assertThat(acme.journal(id, 2).getLast())
                    .isInstanceOfSatisfying(
                            RequesterJournalEvent.RequesterDetailsChanged.class,
                            e -> assertThat(e.attributes())
                                    .containsExactly(new RequesterJournalEvent.Attribute("plan", "gold")));
            assertThat(requesterOfATicketFor("x" + email)).isEqualTo(id);
        }

        @Test
        void refusesWhatSomebodyElseIsKnownBy() {
            String email = address();
            String first = register(email).text("requesterId");
            Answer second = register(email);
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.problem()).isEqualTo("identity-taken");
            assertThat(second.text("requesterId")).isEqualTo(first);
        }

        @Test
        void refusesWhatIsNoIdentity() {
            Answer answer = acme.post("/requesters", "{'identities': [{'kind': 'phone', 'value': '030 123'}]}");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().get("errors").get(0).get("pointer").asString())
                    .isEqualTo("/identities/0/value");
        }

        @Test
        void givesARepeatTheFirstAnswer() {
            String body = "{'identities': [{'kind': 'email', 'value': '" + address() + "'}]}";
            Answer first = acme.post("/requesters", body, "Idempotency-Key", "k-" + body.hashCode());
            Answer again = acme.post("/requesters", body, "Idempotency-Key", "k-" + body.hashCode());
            assertThat(again.text("requesterId")).isEqualTo(first.text("requesterId"));
        }
    }

    @Nested
    class Changing {
        @Test
        void details() {
            String id = register(address()).text("requesterId");
            Answer changed = acme.put("/requesters/" + id, "{'name': 'Carla B.', 'attributes': {'plan': 'silver'}}");
            assertThat(changed.number("version")).isEqualTo(2);
            assertThat(acme.put("/requesters/" + id, "{'name': 'Carla B.', 'attributes': {'plan': 'silver'}}")
                            .number("version"))
                    .isEqualTo(2);
        }

        @Test
        void identities() {
            String id = register(address()).text("requesterId");
            String more = address();
            String body = "{'kind': 'email', 'value': '" + more + "'}";
            assertThat(of(id, "identities", body).number("version")).isEqualTo(2);
            assertThat(of(id, "identities", body).number("version")).isEqualTo(2);
            assertThat(of(id, "identities", body.replace("}", ", 'verified': true}"))
                            .number("version"))
                    .isEqualTo(3);
            assertThat(requesterOfATicketFor(more)).isEqualTo(id);
            String other = register(address()).text("requesterId");
            assertThat(of(other, "identities", body).problem()).isEqualTo("identity-taken");
        }

        @Test
        void isRefusedForNobody() {
            assertThat(acme.put("/requesters/nobody", "{'name': 'x'}").problem())
                    .isEqualTo("no-such-requester");
            assertThat(of("nobody", "identities", "{'kind': 'widget', 'value': 'v-" + COUNTER.incrementAndGet() + "'}")
                            .problem())
                    .isEqualTo("no-such-requester");
            assertThat(of("nobody", "unmerge", "{}").problem()).isEqualTo("no-such-requester");
            assertThat(merge("nobody", "nobody-else").problem()).isEqualTo("no-such-requester");
        }

        @Test
        void isRefusedForAnotherWorkspaces() {
            String id = register(address()).text("requesterId");
            Workspace other = Workspace.in(SERVICE);
            assertThat(other.put("/requesters/" + id, "{'name': 'x'}").problem())
                    .isEqualTo("no-such-requester");
            String theirs = other.post("/requesters", "{'name': 'x'}").text("requesterId");
            assertThat(other.post("/requesters/" + theirs + "/merge", "{'into': '" + id + "'}")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Nested
    class Merging {
        private final String sourceAddress = address();
        private final String targetAddress = address();
        private final String source = register(sourceAddress).text("requesterId");
        private final String target = register(targetAddress).text("requesterId");

        @Test
        void whoeverAsksForTheMergedOneGetsTheOtherUntilItIsUnmerged() {
            assertThat(merge(source, target).status()).isEqualTo(201);
            assertThat(requesterOfATicketFor(sourceAddress)).isEqualTo(target);
            assertThat(of(source, "unmerge", "{}").status()).isEqualTo(201);
            assertThat(requesterOfATicketFor(sourceAddress)).isEqualTo(source);
            assertThat(requesterOfATicketFor(targetAddress)).isEqualTo(target);
        }

        @Test
        void goesThroughAllMergesToTheLast() {
            String last = register(address()).text("requesterId");
            merge(source, target);
            merge(target, last);
            assertThat(requesterOfATicketFor(sourceAddress)).isEqualTo(last);
            of(target, "unmerge", "{}");
            assertThat(requesterOfATicketFor(sourceAddress)).isEqualTo(target);
        }

        @Test
        void repeatedSaysNothingNew() {
            assertThat(merge(source, target).number("version")).isEqualTo(2);
            assertThat(merge(source, target).number("version")).isEqualTo(2);
            assertThat(acme.version(target)).isEqualTo(2);
        }

        @Test
        void isRefusedIntoItselfNobodyOrOneThatIsMergedElsewhere() {
            assertThat(merge(source, source).problem()).isEqualTo("invalid-request");
            assertThat(merge(source, "nobody").problem()).isEqualTo("invalid-request");
            String third = register(address()).text("requesterId");
            merge(target, third);
            Answer refused = merge(source, target);
            assertThat(refused.problem()).isEqualTo("requester-is-merged");
            assertThat(refused.text("requesterId")).isEqualTo(third);
            assertThat(merge(third, target).problem()).isEqualTo("requester-is-merged");
            assertThat(merge(target, source).problem()).isEqualTo("requester-is-merged");
            assertThat(acme.version(source)).isEqualTo(1);
        }

        @Test
        void mergedOnesAreChangedNoMoreAndOthersAreNotUnmerged() {
            merge(source, target);
            assertThat(acme.put("/requesters/" + source, "{'name': 'x'}").problem())
                    .isEqualTo("requester-is-merged");
            assertThat(of(target, "unmerge", "{}").problem()).isEqualTo("requester-is-not-merged");
        }

        @Test
        void theOthersIdentityCanBeProvenThroughTheOneThatItGoesOnAs() {
            merge(source, target);
            String body = "{'kind': 'email', 'value': '" + sourceAddress + "', 'verified': true}";
            assertThat(of(target, "identities", body).status()).isEqualTo(201);
            assertThat(acme.journal(source, 3).getLast())
                    .isInstanceOf(RequesterJournalEvent.RequesterIdentityVerified.class);
        }

        @Test
        void messagesSinceTheMergeStayWithTheOther() {
            Mail mail = Mail.first().from(sourceAddress);
            merge(source, target);
            SERVICE.send(List.of(mail.record(SERVICE, acme.key())));
            await().atMost(Duration.ofSeconds(20)).until(() -> ticketOf(mail).size() == 1);
            of(source, "unmerge", "{}");
            assertThat(SERVICE.jdbc()
                            .sql("select requester_id from ticket_number where ticket_id = ?")
                            .param(ticketOf(mail).getFirst())
                            .query(String.class)
                            .single())
                    .isEqualTo(target);
        }

        private static List<String> ticketOf(Mail mail) {
            return SERVICE.jdbc().sql("""
                            select t.ticket_id from message_index m join conversation_ticket t using (conversation_id)
                            where m.message_id = ?
                            """).param(mail.id()).query(String.class).list();
        }

        @Test
        void aTicketIsOpenedForTheOneThatTheRequesterGoesOnAs() {
            merge(source, target);
            Answer opened = acme.post(
                    "/tickets", "{'subject': 's', 'description': 'd', 'requester': {'requesterId': '" + source + "'}}");
            assertThat(acme.journal(opened.text("ticketId"), 1).getFirst())
                    .isInstanceOfSatisfying(TicketJournalEvent.TicketOpened.class, e -> {
                        assertThat(e.requesterId()).isEqualTo(target);
                        assertThat(e.requesterEmail()).isEqualTo(targetAddress);
                    });
            assertThat(acme.post(
                                    "/tickets",
                                    "{'subject': 's', 'description': 'd', 'requester': {'requesterId': 'nobody'}}")
                            .problem())
                    .isEqualTo("no-such-requester");
        }
    }

    @Test
    void ofTwoMergesAgainstEachOtherAtOnceOneIsRefused() throws Exception {
        for (int i = 0; i < 5; i++) {
            String one = register(address()).text("requesterId");
            String two = register(address()).text("requesterId");
            AtomicInteger turn = new AtomicInteger();
            List<Answer> answers =
                    TicketApiTest.atOnce(2, () -> turn.getAndIncrement() == 0 ? merge(one, two) : merge(two, one));
            assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(201, 409);
        }
    }
}
