package dev.handover.ticket.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.DecisionId;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.NoteId;
import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.RecordId;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.domain.TeamId;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.domain.rule.Condition;
import dev.handover.ticket.domain.rule.RuleId;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** How stored events and snapshots are written: ids as bare strings, ISO times, no nulls. */
public final class StoredJson {
    private StoredJson() {}

    /** Settings of the mapper. */
    public static void customise(JsonMapper.Builder builder) {
        builder.addModule(bareIds())
                .addMixIn(Condition.class, StoredCondition.class)
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    private static SimpleModule bareIds() {
        SimpleModule module = new SimpleModule("bare-ids");
        bare(module, TicketId.class, TicketId::value, TicketId::new);
        bare(module, ConversationId.class, ConversationId::value, ConversationId::new);
        bare(module, RequesterId.class, RequesterId::value, RequesterId::new);
        bare(module, MessageId.class, MessageId::value, MessageId::new);
        bare(module, NoteId.class, NoteId::value, NoteId::new);
        bare(module, RecordId.class, RecordId::value, RecordId::new);
        bare(module, OperatorId.class, OperatorId::value, OperatorId::new);
        bare(module, TeamId.class, TeamId::value, TeamId::new);
        bare(module, DecisionId.class, DecisionId::value, DecisionId::new);
        bare(module, RuleId.class, RuleId::value, RuleId::new);
        bare(module, WorkspaceKey.class, WorkspaceKey::value, WorkspaceKey::new);
        return module;
    }

    private static <T> void bare(SimpleModule module, Class<T> type, Function<T, String> text, Function<String, T> id) {
        module.addSerializer(type, new ValueSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator generator, SerializationContext context) {
                generator.writeString(text.apply(value));
            }
        });
        module.addDeserializer(type, new ValueDeserializer<T>() {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) {
                return id.apply(parser.getString());
            }
        });
        module.addKeySerializer(type, new ValueSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator generator, SerializationContext context) {
                generator.writeName(text.apply(value));
            }
        });
        module.addKeyDeserializer(type, new KeyDeserializer() {
            @Override
            public T deserializeKey(String key, DeserializationContext context) {
                return id.apply(key);
            }
        });
    }
}
