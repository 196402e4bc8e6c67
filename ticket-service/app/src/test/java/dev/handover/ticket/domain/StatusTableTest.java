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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@code docs/status.md} says of every phase, cause and preset what the decider does. */
class StatusTableTest {
    private static final Path DOCUMENT = Path.of("../../docs/status.md");

    private static Map<String, TicketCommand> causes(StatusScheme scheme) {
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
        scheme.keys().forEach(key -> causes.put("set `" + key + "`", status(key)));
        return causes;
    }

    /** What a ticket in that phase is after the command. */
    private static String cell(StatusScheme scheme, Phase phase, TicketCommand command) {
        Decision<TicketEvent> decision =
                TicketDecider.decide(command, in(phase).ticket(), Settings.DEFAULT.with(scheme), NOW);
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
        Map<String, TicketCommand> causes = causes(scheme);
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
                    causes.values().forEach(command -> expected.add(cell(scheme, phase, command)));
                    assertThat(row).isEqualTo(expected);
                }));
        return Stream.concat(Stream.of(whole), cells);
    }

    @TestFactory
    Stream<DynamicTest> everyCellIsWhatTheDeciderDoes() {
        return SchemePresets.byName().entrySet().stream().flatMap(preset -> of(preset.getKey(), preset.getValue()));
    }
}
