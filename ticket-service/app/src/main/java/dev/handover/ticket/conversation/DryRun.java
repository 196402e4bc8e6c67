package dev.handover.ticket.conversation;

import dev.handover.ticket.assistant.Assistant;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.ConversationEvent;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.OwnWords;
import dev.handover.ticket.domain.rule.Condition;
import dev.handover.ticket.domain.rule.Facts;
import dev.handover.ticket.domain.rule.Matching;
import dev.handover.ticket.domain.rule.Verdict;
import dev.handover.ticket.step.Streams;
import dev.handover.ticket.ticket.Previews;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tries a condition on messages of the past, as they were looked at then but for the requester's attributes, which are
 * those of now; changes nothing. Runs inside a step.
 */
public final class DryRun {
    private final MessageFacts facts;

    public DryRun(Assistant assistant) {
        this.facts = new MessageFacts(assistant);
    }

    /** A message that the condition holds for, and why. */
    public record Hit(ConversationId conversation, MessageId message, Instant at, String preview, List<String> why) {}

    /** What was looked at, and what of it matches: newest conversation first, oldest message first. */
    public record Outcome(int conversations, int messages, List<Hit> hits) {}

    /** Looks at the workspace's newest conversations, at most so many; erased messages are not there. */
    public Outcome run(Streams streams, Condition condition, int conversations) {
        List<Hit> hits = new ArrayList<>();
        int messages = 0;
        List<ConversationId> newest = streams.lookUps().rules().newestConversations(streams.workspace(), conversations);
        for (ConversationId id : newest) {
            messages += look(streams, condition, id, hits);
        }
        return new Outcome(newest.size(), messages, hits);
    }

    /** How many messages were looked at. */
    private int look(Streams streams, Condition condition, ConversationId id, List<Hit> hits) {
        List<ConversationEvent> history = streams.history(id);
        Set<MessageId> erased = erased(history);
        Conversation state = new Conversation.Unstarted();
        Map<String, String> attributes = null;
        int messages = 0;
        for (ConversationEvent event : history) {
            state = Conversation.evolve(state, event);
            if (state instanceof Conversation.Started now
                    && event instanceof ConversationEvent.MessageReceived message
                    && !message.automatic().isAutomatic()
                    && !erased.contains(message.messageId())) {
                messages++;
                attributes = attributes == null ? MessageFacts.attributes(streams, now) : attributes;
                String words = OwnWords.of(message.text(), message.parts());
                Facts of = facts.of(now, words, message.at(), attributes);
                Verdict verdict = Matching.verdict(condition, of);
                if (verdict.holds()) {
                    hits.add(new Hit(id, message.messageId(), message.at(), Previews.of(words), verdict.why()));
                }
            }
        }
        return messages;
    }

    private static Set<MessageId> erased(List<ConversationEvent> history) {
        return history.stream()
                .filter(ConversationEvent.ConversationErased.class::isInstance)
                .flatMap(event -> ((ConversationEvent.ConversationErased) event).messages().stream())
                .collect(Collectors.toSet());
    }
}
