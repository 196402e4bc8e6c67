package dev.handover.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.Answer;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent;
import dev.handover.ticket.contract.TicketTopics;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done to tickets beside talking and assigning, through the API, as the journal then has it. */
class WorkOnTicketsApiTest {
    private static Workspace acme;

    @BeforeAll
    static void start() {
        acme = Workspace.in(RunningTickets.shared());
    }

    private static JournalEvent last(String ticket) {
        return acme.journal(ticket, (int) acme.version(ticket)).getLast();
    }

    private static Answer as(String subject, String role, String method, String path, @Nullable String body) {
        return acme.service().call(acme.token(subject, role), method, "/v1/tickets/" + path, body);
    }

    @Test
    void describesATicket() {
        String ticket = acme.open();
        assertThat(acme.put("/tickets/" + ticket + "/subject", "{'subject': ' Two \\n lines '}")
                        .number("version"))
                .isEqualTo(2);
        assertThat(acme.put("/tickets/" + ticket + "/subject", "{'subject': 'Two lines'}")
                        .number("version"))
                .isEqualTo(2);
        assertThat(acme.put("/tickets/" + ticket + "/description", "{'description': 'More'}")
                        .number("version"))
                .isEqualTo(3);
        assertThat(last(ticket)).isInstanceOfSatisfying(TicketJournalEvent.TicketDescribed.class, e -> {
            assertThat(e.subject()).isNull();
            assertThat(e.description()).isEqualTo("More");
            assertThat(e.by().id()).isEqualTo("amelie");
        });
        assertThat(acme.put("/tickets/" + ticket + "/subject", "{'subject': ' '}")
                        .pointers())
                .containsExactly("/subject");
        assertThat(acme.put("/tickets/" + ticket + "/description", "{}").pointers())
                .containsExactly("/description");
    }

    @Test
    void classifiesATicket() {
        String ticket = acme.open();
        acme.put(
                "/tickets/" + ticket + "/classification",
                "{'topic': 'Invoices', 'intent': 'refund', 'label': 'Billing', 'subLabel': 'Refunds'}");
        assertThat(last(ticket)).isInstanceOfSatisfying(TicketJournalEvent.TicketClassified.class, e -> {
            assertThat(e.topic()).isEqualTo("Invoices");
            assertThat(e.intent()).isEqualTo("refund");
            assertThat(e.label()).isEqualTo("Billing");
            assertThat(e.subLabel()).isEqualTo("Refunds");
        });
        assertThat(acme.put("/tickets/" + ticket + "/classification", "{'subLabel': 'Refunds'}")
                        .pointers())
                .containsExactly("/label");
        assertThat(acme.put("/tickets/" + ticket + "/classification", "{}").number("version"))
                .isEqualTo(3);
    }

    @Nested
    class EditingANote {
        private final String ticket = acme.open();
        private final String note = acme.post("/tickets/" + ticket + "/notes", "{'text': 'ask @ben'}")
                .text("noteId");
        private final String path = "/tickets/" + ticket + "/notes/" + note;

        @Test
        void keepsEveryVersionInTheJournal() {
            assertThat(acme.put(path, "{'text': 'ask @ben or @amelie'}").number("version"))
                    .isEqualTo(3);
            assertThat(last(ticket)).isInstanceOfSatisfying(TicketJournalEvent.TicketNoteEdited.class, e -> {
                assertThat(e.noteId()).isEqualTo(note);
                assertThat(e.revision()).isEqualTo(2);
                assertThat(e.text()).isEqualTo("ask @ben or @amelie");
                assertThat(e.mentions()).containsExactlyInAnyOrder("ben", "amelie");
                assertThat(e.newMentions()).containsExactly("amelie");
            });
        }

        @Test
        void isRefusedToOthersAndWhereThereIsNone() {
            Answer others = as("sub-ben", "manager", "PUT", ticket + "/notes/" + note, "{'text': 'x'}");
            assertThat(others.status()).isEqualTo(403);
            assertThat(others.problem()).isEqualTo("note-is-anothers");
            assertThat(acme.put("/tickets/" + ticket + "/notes/none", "{'text': 'x'}")
                            .problem())
                    .isEqualTo("no-such-note");
            assertThat(acme.put("/tickets/" + ticket + "/notes/-", "{'text': 'x'}")
                            .problem())
                    .isEqualTo("no-such-note");
            assertThat(acme.put(path, "{'text': ' '}").pointers()).containsExactly("/text");
            assertThat(acme.version(ticket)).isEqualTo(2);
        }

        @Test
        void isPublishedWithoutItsText() {
            acme.put(path, "{'text': 'a secret'}");
            String published = new String(
                    acme.service()
                            .reader(TicketTopics.EVENTS)
                            .await(ticket, 3)
                            .getLast()
                            .value(),
                    StandardCharsets.UTF_8);
            assertThat(published).contains(note).doesNotContain("secret").doesNotContain("amelie");
        }
    }

    @Nested
    class LinkingRecords {
        private static final String CASE =
                "{'type': 'activity_case', 'title': 'Refund of 7', 'url': 'https://cases.acme.test/7'}";

        @Test
        void linksOnceAndUnlinks() {
            String ticket = acme.open();
            Answer linked = acme.post("/tickets/" + ticket + "/records", CASE);
            assertThat(linked.status()).isEqualTo(201);
            String record = linked.text("recordId");
            assertThat(last(ticket)).isInstanceOfSatisfying(TicketJournalEvent.TicketRecordLinked.class, e -> {
                assertThat(e.recordId()).isEqualTo(record);
                assertThat(e.type()).isEqualTo("activity_case");
                assertThat(e.title()).isEqualTo("Refund of 7");
                assertThat(e.url()).isEqualTo("https://cases.acme.test/7");
            });
            Answer again = acme.post("/tickets/" + ticket + "/records", CASE);
            assertThat(again.text("recordId")).isEqualTo(record);
            assertThat(again.number("version")).isEqualTo(2);
            Answer gone = as("platform", "service", "DELETE", ticket + "/records/" + record, null);
            assertThat(gone.number("version")).isEqualTo(3);
            assertThat(as("platform", "service", "DELETE", ticket + "/records/" + record, null)
                            .problem())
                    .isEqualTo("no-such-record");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "{'type': 'case', 'title': 't', 'url': 'https://a.test'} | /type",
                    "{'type': 'url', 'title': ' ', 'url': 'https://a.test'} | /title",
                    "{'type': 'url', 'title': 't', 'url': 'javascript:alert(1)'} | /url",
                    "{'type': 'url', 'title': 't'} | /url"
                })
        void refusesWhatIsNoRecord(String body, String pointer) {
            assertThat(acme.post("/tickets/" + acme.open() + "/records", body).pointers())
                    .containsExactly(pointer);
        }
    }

    @Test
    void knowsItsCounterpartsElsewhere() {
        String ticket = acme.open();
        String path = ticket + "/external-references";
        String body = "{'platform': 'zendesk', 'remoteId': '4711', 'url': 'https://z.test/4711', 'direction': 'both',"
                + " 'lastSyncAt': '2026-05-04T08:00:00Z'}";
        assertThat(as("platform", "service", "PUT", path, body).number("version"))
                .isEqualTo(2);
        assertThat(as("boss", "manager", "PUT", path, body.replace("08:00", "07:00"))
                        .number("version"))
                .isEqualTo(2);
        assertThat(as("boss", "manager", "PUT", path, body.replace("08:00", "09:00"))
                        .number("version"))
                .isEqualTo(3);
        assertThat(last(ticket)).isInstanceOfSatisfying(TicketJournalEvent.TicketExternalSynced.class, e -> {
            assertThat(e.platform()).isEqualTo("zendesk");
            assertThat(e.remoteId()).isEqualTo("4711");
            assertThat(e.direction()).isEqualTo("both");
            assertThat(e.lastSyncAt()).isEqualTo("2026-05-04T09:00:00Z");
        });
        assertThat(as("sub-amelie", "operator", "PUT", path, body).problem()).isEqualTo("forbidden");
        assertThat(as("boss", "manager", "PUT", path, body.replace("'both'", "'up'"))
                        .pointers())
                .containsExactly("/direction");
    }
}
