package dev.handover.ticket.domain;

import static dev.handover.ticket.domain.Tickets.BY_AMELIE;
import static dev.handover.ticket.domain.Tickets.ID;
import static dev.handover.ticket.domain.Tickets.NOW;
import static dev.handover.ticket.domain.Tickets.given;
import static dev.handover.ticket.domain.Tickets.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.domain.TicketCommand.AddNote;
import dev.handover.ticket.domain.TicketCommand.Classify;
import dev.handover.ticket.domain.TicketCommand.Describe;
import dev.handover.ticket.domain.TicketCommand.EditNote;
import dev.handover.ticket.domain.TicketCommand.LinkRecord;
import dev.handover.ticket.domain.TicketCommand.SyncExternal;
import dev.handover.ticket.domain.TicketCommand.UnlinkRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of what is done to tickets beside talking and assigning. */
class WorkOnTicketsTest {
    private static final NoteId NOTE = new NoteId("n1");
    private static final Actor BY_BEN = Actor.operator(Tickets.BEN, "Ben");

    private static EditNote edit(String text, Actor by, OperatorId... mentions) {
        return new EditNote(ID, NOTE, text, List.of(mentions), by);
    }

    private static Describe describe(@Nullable String subject, @Nullable String description) {
        return new Describe(ID, Optional.ofNullable(subject), Optional.ofNullable(description), BY_AMELIE);
    }

    private static Classify classify(@Nullable String topic, @Nullable String label, @Nullable String subLabel) {
        return new Classify(
                ID,
                new Classification(
                        Optional.ofNullable(topic),
                        Optional.empty(),
                        Optional.ofNullable(label),
                        Optional.ofNullable(subLabel)),
                BY_AMELIE);
    }

    private static LinkRecord link(
            String id, LinkedRecord.Type type, @Nullable String reference, @Nullable String url) {
        return new LinkRecord(ID, new LinkedRecord(new RecordId(id), type, reference, "A record", url), BY_AMELIE);
    }

    private static SyncExternal sync(String remoteId, Instant at) {
        return new SyncExternal(
                ID, new ExternalReference("zendesk", remoteId, null, ExternalReference.Direction.OUT, at), BY_AMELIE);
    }

    @Test
    void nothingOfItHappensToATicketThatIsNotThere() {
        for (TicketCommand command : List.of(
                edit("x", BY_AMELIE),
                describe("x", null),
                classify("x", null, null),
                link("r1", LinkedRecord.Type.URL, null, "https://a.test"),
                new UnlinkRecord(ID, new RecordId("r1"), BY_AMELIE),
                sync("1", NOW))) {
            given().when(command).rejected(Rejection.NoSuchTicket.class);
        }
    }

    @Nested
    class Describing {
        @Test
        void changesWhatIsOther() {
            assertThat(given(open()).when(describe("other", "description")).events())
                    .containsExactly(new TicketEvent.TicketDescribed(ID, "other", null, BY_AMELIE, NOW));
            assertThat(given(open()).when(describe(null, "more")).events())
                    .containsExactly(new TicketEvent.TicketDescribed(ID, null, "more", BY_AMELIE, NOW));
            assertThat(given(open(), describe("other", null)).opened().facts().subject())
                    .isEqualTo("other");
        }

        @Test
        void changesNothingWhereItSaysWhatIs() {
            given(open()).when(describe("subject", "description")).happened();
            given(open(), describe(null, "more")).when(describe(null, "more")).happened();
        }

        @ParameterizedTest
        @EnumSource(Phase.class)
        void isDoneInEveryPhase(Phase phase) {
            Tickets.in(phase).when(describe("other", null)).happened("TicketDescribed");
        }
    }

    @Nested
    class Classifying {
        private static final Settings SETTINGS = Settings.DEFAULT.with(
                new Labels(Map.of("Billing", List.of("Refunds", "Invoices"), "Technical", List.of())));

        private static Decision<TicketEvent> decide(TicketCommand command) {
            return TicketDecider.decide(command, given(open()).ticket(), SETTINGS, NOW);
        }

        private static Rejection refused(TicketCommand command) {
            return ((Decision.Rejected<TicketEvent>) decide(command)).rejection();
        }

        @Test
        void takesAnythingWhereTheWorkspaceHasNoLabels() {
            given(open()).when(classify("Invoices", "Whatever", "Else")).happened("TicketClassified");
        }

        @Test
        void takesTheWorkspacesLabels() {
            assertThat(decide(classify(null, "Billing", "Refunds"))).isInstanceOf(Decision.Accepted.class);
            assertThat(decide(classify(null, "Technical", null))).isInstanceOf(Decision.Accepted.class);
            assertThat(decide(classify("Any topic", null, null))).isInstanceOf(Decision.Accepted.class);
        }

        @Test
        void refusesOthers() {
            assertThat(refused(classify(null, "Billig", null)))
                    .isEqualTo(new Rejection.UnknownLabel("Billig", List.of("Billing", "Technical")));
            assertThat(refused(classify(null, "Technical", "Refunds")))
                    .isEqualTo(new Rejection.UnknownSubLabel("Refunds", List.of()));
        }

        @Test
        void replacesWhatWasSaidAndChangesNothingTwice() {
            Tickets.Given classified = given(open(), classify("a", "b", "c"));
            classified.when(classify("a", "b", "c")).happened();
            assertThat(classified.when(classify(null, "b", null)).events())
                    .containsExactly(new TicketEvent.TicketClassified(ID, null, null, "b", null, BY_AMELIE, NOW));
        }
    }

    @Nested
    class EditingANote {
        private final Tickets.Given noted =
                given(open(), new AddNote(ID, NOTE, "text", List.of(Tickets.BEN), BY_AMELIE));

        @Test
        void isForItsAuthor() {
            noted.when(edit("better", BY_AMELIE, Tickets.BEN)).happened("NoteEdited");
            noted.when(edit("better", BY_BEN, Tickets.BEN)).rejected(Rejection.NoteIsAnothers.class);
        }

        @Test
        void isNobodysWhereTheAuthorIsNotKnownById() {
            Actor nameless = new Actor(Actor.Kind.OPERATOR, null, null, null);
            given(open(), new AddNote(ID, NOTE, "text", List.of(), nameless))
                    .when(edit("better", nameless))
                    .rejected(Rejection.NoteIsAnothers.class);
        }

        @Test
        void countsVersionsAndTellsWhomItMentionsForTheFirstTime() {
            TicketEvent.NoteEdited edited = (TicketEvent.NoteEdited) noted.after(edit("one", BY_AMELIE))
                    .when(edit("two", BY_AMELIE, Tickets.BEN, Tickets.AMELIE))
                    .events()
                    .getFirst();
            assertThat(edited.revision()).isEqualTo(3);
            assertThat(edited.newMentions()).containsExactly(Tickets.BEN, Tickets.AMELIE);
            TicketEvent.NoteEdited kept =
                    (TicketEvent.NoteEdited) noted.when(edit("one", BY_AMELIE, Tickets.BEN, Tickets.AMELIE))
                            .events()
                            .getFirst();
            assertThat(kept.newMentions()).containsExactly(Tickets.AMELIE);
        }

        @Test
        void changesNothingWhereItSaysTheSame() {
            noted.when(edit("text", BY_AMELIE, Tickets.BEN)).happened();
            noted.when(edit("text", BY_AMELIE)).happened("NoteEdited");
        }

        @Test
        void needsTheNote() {
            given(open()).when(edit("text", BY_AMELIE)).rejected(Rejection.NoSuchNote.class);
        }
    }

    @Nested
    class LinkingRecords {
        @Test
        void linksTheSameThingOnce() {
            Tickets.Given linked = given(open(), link("r1", LinkedRecord.Type.URL, null, "https://a.test/1"));
            linked.when(link("r2", LinkedRecord.Type.URL, null, "https://a.test/1"))
                    .happened();
            linked.when(link("r2", LinkedRecord.Type.URL, null, "https://a.test/2"))
                    .happened("RecordLinked");
            linked.when(link("r2", LinkedRecord.Type.ACTIVITY_CASE, null, "https://a.test/1"))
                    .happened("RecordLinked");
        }

        @Test
        void knowsAnAlertByItsKeyWhereverItIs() {
            given(open(), link("r1", LinkedRecord.Type.ALERT, "disk-full", "https://a.test/1"))
                    .when(link("r2", LinkedRecord.Type.ALERT, "disk-full", "https://a.test/2"))
                    .happened();
        }

        @Test
        void linksAHundredAndNoMore() {
            Tickets.Given full = given(open());
            for (int i = 0; i < 100; i++) {
                full = full.after(link("r" + i, LinkedRecord.Type.URL, null, "https://a.test/" + i));
            }
            assertThat(full.when(link("more", LinkedRecord.Type.URL, null, "https://a.test/more"))
                            .rejected(Rejection.TooManyLinks.class)
                            .most())
                    .isEqualTo(100);
            full.after(new UnlinkRecord(ID, new RecordId("r7"), BY_AMELIE))
                    .when(link("more", LinkedRecord.Type.URL, null, "https://a.test/more"))
                    .happened("RecordLinked");
        }

        @Test
        void unlinksWhatIsLinked() {
            Tickets.Given linked = given(open(), link("r1", LinkedRecord.Type.URL, null, "https://a.test/1"));
            UnlinkRecord unlink = new UnlinkRecord(ID, new RecordId("r1"), BY_AMELIE);
            linked.when(unlink).happened("RecordUnlinked");
            linked.after(unlink).when(unlink).rejected(Rejection.NoSuchRecord.class);
        }
    }

    @Nested
    class SyncingElsewhere {
        private final Tickets.Given synced = given(open(), sync("1", NOW));

        @Test
        void keepsOneForEachRemoteId() {
            Ticket.Opened after = synced.after(sync("2", NOW))
                    .after(sync("1", NOW.plusSeconds(1)))
                    .opened();
            assertThat(after.facts().attached().references())
                    .extracting(ExternalReference::remoteId)
                    .containsExactly("2", "1");
        }

        @Test
        void changesNothingByWhatIsOlderOrTheSame() {
            synced.when(sync("1", NOW)).happened();
            synced.when(sync("1", NOW.minus(Duration.ofHours(1)))).happened();
        }

        @Test
        void knowsAHundredAndNoMore() {
            Tickets.Given full = given(open());
            for (int i = 0; i < 100; i++) {
                full = full.after(sync("" + i, NOW));
            }
            full.when(sync("more", NOW)).rejected(Rejection.TooManyLinks.class);
            full.when(sync("5", NOW.plusSeconds(1))).happened("ExternalSynced");
        }
    }
}
