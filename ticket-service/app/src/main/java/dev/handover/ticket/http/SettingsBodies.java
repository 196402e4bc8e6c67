package dev.handover.ticket.http;

import dev.handover.ticket.domain.AgentHandover;
import dev.handover.ticket.domain.Assistance;
import dev.handover.ticket.domain.Labels;
import dev.handover.ticket.domain.PriorityLabels;
import dev.handover.ticket.domain.TicketRules;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hibernate.validator.constraints.UniqueElements;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/** Parts of the settings, as they are set and shown; those of the status scheme are in {@link SchemeBodies}. */
@SuppressWarnings("NullAway") // what a request leaves out is null here, until it is checked
final class SettingsBodies {
    private SettingsBodies() {}

    record HelpDesk(@NotNull Boolean enabled) {}

    /** @param level 1 (lowest) to 5 (urgent) */
    record PriorityLabel(
            @NotNull @Min(1) @Max(5) Integer level,
            @NotBlank @Size(max = 64) String label) {
        PriorityLabel {
            label = Text.line(label);
        }
    }

    record Priorities(@NotNull @Size(min = 1, max = 5) List<@NotNull @Valid PriorityLabel> labels) {
        static Priorities of(PriorityLabels labels) {
            return new Priorities(new TreeMap<>(labels.byLevel())
                    .entrySet().stream()
                            .map(label -> new PriorityLabel(label.getKey(), label.getValue()))
                            .toList());
        }

        PriorityLabels domain() {
            Map<Integer, String> byLevel = new TreeMap<>();
            labels.forEach(label -> byLevel.put(label.level(), label.label()));
            return new PriorityLabels(byLevel);
        }
    }

    /**
     * @param rule in plain language: which messages are to open a ticket; null where there is none
     * @param aiAnswersWithin what an AI agent did not answer by then is a ticket, where mail opens one when the AI did
     *     not answer; 10 minutes where it is not said
     */
    record Rules(
            @NotNull TicketRules.EmailToTicket emailToTicket,
            @NotNull Boolean everyEscalationOpensATicket,

            @NotNull @DurationMin(minutes = 1) @DurationMax(days = 3650)
            Duration solvedTicketsCloseAfter,

            @NotNull @DurationMin(seconds = 0) @DurationMax(days = 3650)
            Duration reopenWithin,

            @NotNull Boolean resumeAiOnSolve,
            @Nullable @Size(max = 2000) String rule,

            @Nullable @DurationMin(seconds = 1) @DurationMax(days = 30)
            Duration aiAnswersWithin) {
        Rules {
            rule = Text.clean(rule);
        }

        static Rules of(TicketRules rules) {
            return new Rules(
                    rules.emailToTicket(),
                    rules.everyEscalationOpensATicket(),
                    rules.solvedTicketsCloseAfter(),
                    rules.reopenWithin(),
                    rules.resumeAiOnSolve(),
                    rules.rule().orElse(null),
                    rules.aiAnswersWithin());
        }

        TicketRules domain() {
            return new TicketRules(
                    emailToTicket,
                    everyEscalationOpensATicket,
                    solvedTicketsCloseAfter,
                    reopenWithin,
                    resumeAiOnSolve,
                    said(rule),
                    aiAnswersWithin);
        }
    }

    /** @param text what requesters are told when their ticket is solved; null where they are told nothing */
    record ClosingMessage(@Nullable @Size(max = 5000) String text) {
        ClosingMessage {
            text = Text.clean(text);
        }

        Optional<String> domain() {
            return said(text);
        }
    }

    record Label(
            @NotBlank @Size(max = 64) String name,
            @NotNull @Size(max = 100) @UniqueElements List<@NotBlank @Size(max = 64) String> sublabels) {
        Label {
            name = Text.line(name);
            sublabels = sublabels == null
                    ? null
                    : sublabels.stream().map(Text::line).toList();
        }
    }

    record AllLabels(@NotNull @Size(max = 200) List<@NotNull @Valid Label> labels) {
        static AllLabels of(Labels labels) {
            return new AllLabels(new TreeMap<>(labels.all())
                    .entrySet().stream()
                            .map(label -> new Label(label.getKey(), label.getValue()))
                            .toList());
        }

        Labels domain() {
            Map<String, List<String>> all = new TreeMap<>();
            labels.forEach(label -> all.put(label.name(), label.sublabels()));
            return new Labels(all);
        }
    }

    record Handover(
            @Nullable @Size(max = 5000) String guidance,
            @NotNull @Min(1) @Max(5) Integer defaultPriority,
            @NotNull Boolean humanButton,
            @NotNull @Min(0) @Max(1000) Integer buttonAfterMessages,
            @NotNull Boolean onlyDuringWorkingHours,
            @Nullable @Size(max = 200) String waitingLabel,
            @Nullable @Size(max = 200) String connectedLabel,
            @Nullable @Size(max = 5000) String autoReply,
            @NotNull Boolean autoPause) {
        Handover {
            guidance = Text.clean(guidance);
            waitingLabel = Text.line(waitingLabel);
            connectedLabel = Text.line(connectedLabel);
            autoReply = Text.clean(autoReply);
        }

        static Handover of(AgentHandover handover) {
            return new Handover(
                    handover.guidance().orElse(null),
                    handover.defaultPriority(),
                    handover.humanButton(),
                    handover.buttonAfterMessages(),
                    handover.onlyDuringWorkingHours(),
                    handover.waitingLabel().orElse(null),
                    handover.connectedLabel().orElse(null),
                    handover.autoReply().orElse(null),
                    handover.autoPause());
        }

        AgentHandover domain() {
            return new AgentHandover(
                    said(guidance),
                    defaultPriority,
                    humanButton,
                    buttonAfterMessages,
                    onlyDuringWorkingHours,
                    said(waitingLabel),
                    said(connectedLabel),
                    said(autoReply),
                    autoPause);
        }
    }

    record Help(@NotNull Boolean emailDrafts, @NotNull Boolean translation) {
        static Help of(Assistance assistance) {
            return new Help(assistance.emailDrafts(), assistance.translation());
        }

        Assistance domain() {
            return new Assistance(emailDrafts, translation);
        }
    }

    private static Optional<String> said(@Nullable String text) {
        return Optional.ofNullable(text).filter(words -> !words.isBlank());
    }
}
