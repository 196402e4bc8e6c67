package dev.handover.ticket.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.handover.ticket.domain.rule.Condition;

/** The names of conditions in stored events, for ever; given to {@link Condition}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "keyword", value = Condition.Keyword.class),
    @JsonSubTypes.Type(name = "phrase", value = Condition.Phrase.class),
    @JsonSubTypes.Type(name = "sentiment", value = Condition.Sounds.class),
    @JsonSubTypes.Type(name = "channel", value = Condition.Channel.class),
    @JsonSubTypes.Type(name = "language", value = Condition.Language.class),
    @JsonSubTypes.Type(name = "message_count", value = Condition.MessageCount.class),
    @JsonSubTypes.Type(name = "attribute", value = Condition.Attribute.class),
    @JsonSubTypes.Type(name = "agent", value = Condition.AgentIs.class),
    @JsonSubTypes.Type(name = "hours", value = Condition.Hours.class),
    @JsonSubTypes.Type(name = "plain", value = Condition.Plain.class),
    @JsonSubTypes.Type(name = "all", value = Condition.All.class),
    @JsonSubTypes.Type(name = "any", value = Condition.Any.class),
    @JsonSubTypes.Type(name = "not", value = Condition.Not.class)
})
interface StoredCondition {}
