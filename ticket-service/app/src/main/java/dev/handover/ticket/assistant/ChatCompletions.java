package dev.handover.ticket.assistant;

import com.openai.errors.OpenAIException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.NoopApiKey;
import org.springframework.ai.model.SimpleApiKey;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatModel.ResponseFormat;
import org.springframework.ai.openai.OpenAiChatOptions;

/** Asks a model over the chat completions API, which OpenAI documents and many others speak. */
final class ChatCompletions {
    private static final int LONGEST_ANSWER = 400;
    private final AssistantSettings settings;
    private final URI url;
    private final ChatModel model;

    ChatCompletions(AssistantSettings settings, URI url) {
        this.settings = settings;
        this.url = url;
        this.model = OpenAiChatModel.builder().options(options(false)).build();
    }

    /** One try an answer: whoever asks decides whether and when to ask again. */
    private OpenAiChatOptions options(boolean asJson) {
        String key = settings.key();
        OpenAiChatOptions.Builder options = OpenAiChatOptions.builder();
        options.baseUrl(url.toString())
                .apiKey(key == null || key.isBlank() ? new NoopApiKey() : new SimpleApiKey(key))
                .timeout(settings.timeout())
                .maxRetries(0)
                .responseFormat(ResponseFormat.builder()
                        .type(asJson ? ResponseFormat.Type.JSON_OBJECT : ResponseFormat.Type.TEXT)
                        .build())
                .maxTokens(LONGEST_ANSWER)
                .temperature(0.0)
                .model(String.valueOf(settings.model()));
        return options.build();
    }

    /** What the model answers; fails as {@link AssistantUnavailableException} when it does not, in time and in full. */
    String answer(String instruction, String text, boolean asJson) {
        Prompt prompt = new Prompt(List.of(new SystemMessage(instruction), new UserMessage(text)), options(asJson));
        try {
            return content(Optional.ofNullable(model.call(prompt).getResult()));
        } catch (OpenAIException e) {
            throw new AssistantUnavailableException(
                    "the model can't be reached, refuses, or did not answer in time", e);
        }
    }

    private static String content(Optional<Generation> answer) {
        return answer.filter(
                        said -> !"length".equalsIgnoreCase(said.getMetadata().getFinishReason()))
                .map(said -> said.getOutput().getText())
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new AssistantUnavailableException("the model gave no answer, or not all of it"));
    }
}
