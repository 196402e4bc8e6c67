package dev.handover.ticket.domain;

import static dev.handover.ticket.domain.Tickets.AMELIE;
import static dev.handover.ticket.domain.Tickets.BY_AMELIE;
import static dev.handover.ticket.domain.Tickets.CONVERSATION;
import static dev.handover.ticket.domain.Tickets.ID;
import static dev.handover.ticket.domain.Tickets.NOW;
import static dev.handover.ticket.domain.Tickets.assign;
import static dev.handover.ticket.domain.Tickets.in;
import static dev.handover.ticket.domain.Tickets.incoming;
import static dev.handover.ticket.domain.Tickets.reply;
import static dev.handover.ticket.domain.Tickets.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@code docs/status.md} says of every phase, cause and preset what the decider does. */
class StatusTableTest {
    private static final Path DOCUMENT = Path.of("../../docs/status.md");

    private static final Instant THEN = NOW.plusSeconds(60);
    private static final TicketId OTHER = new TicketId("another");

    /** What comes of each cause, by the phase in which it meets the ticket. */
    private static Map<String, Function<Phase, String>> causes(StatusScheme scheme) {
        Map<String, Function<Phase, String>> causes = new LinkedHashMap<>();
        commands().forEach((cause, command) -> causes.put(cause, phase -> cell(scheme, phase, command)));
        causes.put("snooze's end", phase -> afterSnooze(scheme, phase));
        causes.put("its follow-up", phase -> followUp(scheme, phase));
        scheme.keys().forEach(key -> causes.put("set `" + key + "`", phase -> cell(scheme, phase, status(key))));
        return causes;
    }

    private static Map<String, TicketCommand> commands() {
        Actor bot = new Actor(Actor.Kind.AGENT, "bot", null, null);
        Map<String, TicketCommand> causes = new LinkedHashMap<>();
        causes.put("operator's reply", reply());
        causes.put("customer's message", incoming());
        causes.put("automatic message", incoming(Automatic.OUT_OF_OFFICE));
        causes.put("picked up", assign(AMELIE));
        causes.put(
                "escalated",
                new TicketCommand.Escalate(
                        ID,
                        CONVERSATION,
                        new Escalation("reason", "trigger", "subject", "summary", 3, null, null),
                        bot));
        causes.put("taken over", new TicketCommand.TakeOver(ID, CONVERSATION, AMELIE, BY_AMELIE));
        causes.put("merged into another", new TicketCommand.MergeInto(ID, OTHER, 2, BY_AMELIE));
        causes.put("another merged into it", new TicketCommand.Absorb(ID, OTHER, 2, List.of(), BY_AMELIE));
        return causes;
    }

    /** What a ticket in that phase is after the command. */
    private static String cell(StatusScheme scheme, Phase phase, TicketCommand command) {
        return shown(TicketDecider.decide(command, in(phase).ticket(), Settings.DEFAULT.with(scheme), NOW));
    }

    /** Only active tickets can be snoozed: any other has no snooze that could end. */
    private static String afterSnooze(StatusScheme scheme, Phase phase) {
        Settings settings = Settings.DEFAULT.with(scheme);
        Ticket ticket = in(phase).ticket();
        TicketCommand snooze = new TicketCommand.Snooze(ID, THEN, true, BY_AMELIE);
        if (TicketDecider.decide(snooze, ticket, settings, NOW) instanceof Decision.Accepted<TicketEvent> accepted) {
            for (TicketEvent event : accepted.events()) {
                ticket = TicketEvolution.evolve(ticket, event);
            }
        }
        TicketCommand wake = new TicketCommand.Wake(ID, TicketEvent.WakeCause.TIME, Actor.SYSTEM);
        return shown(TicketDecider.decide(wake, ticket, settings, THEN));
    }

    /** The ticket that follows it up; it stays as it is itself, nothing happens on it. */
    private static String followUp(StatusScheme scheme, Phase phase) {
        TicketCommand.OpenTicket open =
                Tickets.followUp(OTHER, in(phase).opened().facts().id());
        Decision<TicketEvent> decision =
                TicketDecider.decide(open, new Ticket.Unopened(), Settings.DEFAULT.with(scheme), NOW);
        return ((Decision.Accepted<TicketEvent>) decision)
                .events().stream()
                        .filter(TicketEvent.TicketOpened.class::isInstance)
                        .map(TicketEvent.TicketOpened.class::cast)
                        .map(opened -> "opens `" + opened.status() + "` " + opened.phase())
                        .collect(Collectors.joining());
    }

    private static String shown(Decision<TicketEvent> decision) {
        return switch (decision) {
            case Decision.Rejected<TicketEvent> _ -> "refused";
            case Decision.Accepted<TicketEvent> accepted ->
                accepted.events().stream()
                        .filter(TicketEvent.StatusChanged.class::isInstance)
                        .map(TicketEvent.StatusChanged.class::cast)
                        .map(changed -> "`" + changed.status() + "` " + changed.phase())
                        .collect(Collectors.collectingAndThen(
                                Collectors.joining(" then "), moved -> moved.isEmpty() ? "stays" : moved));
        };
    }

    /** Rows of cells: the first is the head. */
    private static List<List<String>> table(String preset) {
        List<List<String>> rows = new ArrayList<>();
        boolean here = false;
        try {
            for (String line : Files.readAllLines(DOCUMENT)) {
                if (line.startsWith("## ")) {
                    here = line.equals("## `" + preset + "`");
                } else if (here && line.startsWith("|") && !line.startsWith("|---")) {
                    rows.add(Arrays.stream(
                                    line.substring(1, line.lastIndexOf('|')).split("\\|"))
                            .map(String::strip)
                            .toList());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static Stream<DynamicTest> of(String preset, StatusScheme scheme) {
        List<List<String>> rows = table(preset);
        Map<String, Function<Phase, String>> causes = causes(scheme);
        List<String> head = new ArrayList<>(List.of("phase", "shown as"));
        head.addAll(causes.keySet());
        DynamicTest whole = dynamicTest(preset, () -> {
            assertThat(rows.getFirst()).isEqualTo(head);
            assertThat(rows.stream().skip(1).map(List::getFirst))
                    .containsExactlyElementsOf(
                            Arrays.stream(Phase.values()).map(Phase::name).toList());
        });
        Stream<DynamicTest> cells = rows.stream()
                .skip(1)
                .map(row -> dynamicTest(preset + " " + row.getFirst(), () -> {
                    Phase phase = Phase.valueOf(row.getFirst());
                    List<String> expected = new ArrayList<>(
                            List.of(phase.name(), "`" + scheme.defaultOf(phase).key() + "`"));
                    causes.values().forEach(cause -> expected.add(cause.apply(phase)));
                    assertThat(row).isEqualTo(expected);
                }));
        return Stream.concat(Stream.of(whole), cells);
    }

    @TestFactory
    Stream<DynamicTest> everyCellIsWhatTheDeciderDoes() {
        return SchemePresets.byName().entrySet().stream().flatMap(preset -> of(preset.getKey(), preset.getValue()));
    }
}
