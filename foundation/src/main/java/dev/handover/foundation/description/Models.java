package dev.handover.foundation.description;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/**
 * Names schemas after their types and the types around these, since two of one simple name would be one schema. Tells of
 * the members of records that may be null that they may be, and of one of several forms by which word it is known.
 */
final class Models implements ModelConverter, GlobalOpenApiCustomizer {
    private static final String OURS = "dev.handover.";
    private static final String MODELS = "#/components/schemas/";
    /** Of every form that was described so far: whichever of several converters is asked, the library keeps one alone. */
    private static final Map<String, Schema<?>> WORDS = new ConcurrentHashMap<>();

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
        Class<?> record = Json31.mapper().constructType(type.getType()).getRawClass();
        if (type.getName() == null && record.getName().startsWith(OURS)) {
            type.setName(name(record));
        }
        Schema<?> schema = others.hasNext() ? others.next().resolve(type, context, others) : null;
        Schema<?> model = schema == null || schema.get$ref() == null
                ? schema
                : context.getDefinedModels().get(schema.get$ref().substring(MODELS.length()));
        if (record.isRecord() && model != null && model.getProperties() != null) {
            mark(record, model.getProperties());
        }
        Schema<?> word = word(record);
        if (type.getName() != null && word.getProperties() != null) {
            WORDS.put(type.getName(), word);
        }
        return schema;
    }

    /** Forms are told of anew with what they have in common, so the words come last. */
    @Override
    public void customise(OpenAPI description) {
        if (description.getComponents() != null && description.getComponents().getSchemas() != null) {
            WORDS.forEach((name, word) -> description
                    .getComponents()
                    .getSchemas()
                    .computeIfPresent(name, (_, form) -> said(form, word) ? form : form.addAllOfItem(word)));
        }
    }

    private static boolean said(Schema<?> form, Schema<?> word) {
        return form.getAllOf() != null && form.getAllOf().contains(word);
    }

    private static String name(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        return around == null ? type.getSimpleName() : name(around) + "." + type.getSimpleName();
    }

    /** The member that tells which form a value has; an empty schema where there is one form alone. */
    private static Schema<?> word(Class<?> record) {
        Schema<?> word = new JsonSchema();
        around(record).forEach(forms -> {
            JsonSubTypes known = forms.getAnnotation(JsonSubTypes.class);
            JsonTypeInfo member = forms.getAnnotation(JsonTypeInfo.class);
            if (known != null && member != null) {
                Stream.of(known.value())
                        .filter(form -> form.value() == record)
                        .forEach(form -> word.addProperty(member.property(), constant(form.name())));
            }
        });
        return word;
    }

    private static Stream<Class<?>> around(Class<?> type) {
        return Stream.of(type.getInterfaces()).flatMap(each -> Stream.concat(Stream.of(each), around(each)));
    }

    private static Schema<?> constant(String value) {
        Schema<?> constant = new JsonSchema();
        constant.setConst(value);
        return constant;
    }

    private static void mark(Class<?> record, @SuppressWarnings("rawtypes") Map<String, Schema> properties) {
        for (RecordComponent component : record.getRecordComponents()) {
            Schema<?> property = properties.get(component.getName());
            if (property != null
                    && property.getAnyOf() == null // a model is asked for again and again
                    && component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                properties.put(component.getName(), orNull(property));
            }
        }
    }

    private static Schema<?> orNull(Schema<?> schema) {
        Schema<?> nothing = new JsonSchema();
        nothing.addType("null");
        return new JsonSchema().anyOf(List.of(schema, nothing));
    }
}
