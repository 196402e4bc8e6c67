package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.ticket.conversation.ConversationSteps;
import dev.handover.ticket.conversation.EscalationSummaries;
import dev.handover.ticket.conversation.HandoverSteps;
import dev.handover.ticket.domain.ConversationCommand;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.ticket.Ids;
import jakarta.validation.Valid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What AI agents do: they begin or join conversations, talk in them, and hand them to people. */
@RestController
@RequestMapping("/tickets/v1/conversations")
@TalkingAgentOnly
class ConversationController {
    private static final String KEY = "Idempotency-Key";
    private final Commands commands;
    private final ConversationSteps conversations;
    private final HandoverSteps handovers;
    private final EscalationSummaries summaries;
    private final Actors actors;
    private final Ids ids;

    ConversationController(
            Commands commands,
            ConversationSteps conversations,
            HandoverSteps handovers,
            EscalationSummaries summaries,
            Actors actors,
            Ids ids) {
        this.commands = commands;
        this.conversations = conversations;
        this.handovers = handovers;
        this.summaries = summaries;
        this.actors = actors;
        this.ids = ids;
    }

    /** Begins a conversation in which the calling agent answers. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ConversationResponses.Started> start(
            Caller caller,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @Valid @RequestBody ConversationRequests.Start request) {
        Requests.Requester requester = request.requester();
        ConversationSteps.NewConversation wanted = new ConversationSteps.NewConversation(
                new ConversationId(ids.next()),
                Optional.ofNullable(request.requesterId()).map(RequesterId::new),
                new RequesterId(ids.next()),
                requester == null ? null : requester.name(),
                requester == null ? null : requester.email(),
                request.channel(),
                request.subject() == null ? "" : request.subject(),
                actors.actor(caller));
        return commands.post(
                caller,
                "start_conversation",
                "POST conversations",
                key,
                request,
                ConversationResponses.Started.class,
                streams ->
                        new ConversationResponses.Started(wanted.id().value(), conversations.start(streams, wanted)));
    }

    /** Has the calling agent answer in a conversation that a channel began. */
    @PostMapping("/{conversationId}/agent")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ConversationResponses.Changed> join(
            Caller caller,
            @PathVariable String conversationId,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        ConversationCommand command =
                new ConversationCommand.JoinAgent(conversation(conversationId), actors.actor(caller));
        return commands.post(
                caller,
                "join_conversation",
                "POST agent " + conversationId,
                key,
                "",
                ConversationResponses.Changed.class,
                streams -> new ConversationResponses.Changed(conversations.take(streams, command)));
    }

    /** Says something, or passes on what the customer wrote; 409 with who paused it while the AI is paused. */
    @PostMapping("/{conversationId}/messages")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ConversationResponses.Posted> post(
            Caller caller,
            @PathVariable String conversationId,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @Valid @RequestBody ConversationRequests.Post request) {
        ConversationSteps.NewMessage said = new ConversationSteps.NewMessage(
                conversation(conversationId),
                new MessageId(ids.next()),
                Words.of(request.text(), request.html()),
                request.html(),
                request.externalId(),
                actors.actor(caller));
        boolean relayed = request.from() == ConversationRequests.From.customer;
        return commands.post(
                caller,
                relayed ? "relay_message" : "post_message",
                "POST messages " + conversationId,
                key,
                request,
                ConversationResponses.Posted.class,
                streams -> {
                    ConversationSteps.Posted posted =
                            relayed ? conversations.relay(streams, said) : conversations.say(streams, said);
                    return new ConversationResponses.Posted(
                            said.message().value(),
                            posted.version(),
                            posted.ticket().map(TicketId::value).orElse(null));
                });
    }

    /** Hands the conversation to people: its ticket goes on, or one opens. */
    @PostMapping("/{conversationId}/escalation")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ConversationResponses.Handed> escalate(
            Caller caller,
            @PathVariable String conversationId,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @Valid @RequestBody ConversationRequests.Escalate request) {
        ConversationId conversation = conversation(conversationId);
        HandoverSteps.NewEscalation wanted = new HandoverSteps.NewEscalation(
                conversation,
                new TicketId(ids.next()),
                request.reason(),
                request.trigger(),
                Optional.ofNullable(request.subject()),
                Optional.ofNullable(request.summary())
                        .filter(text -> !text.isBlank())
                        .or(() -> summary(caller, conversation)),
                Optional.ofNullable(request.priority()),
                request.topic(),
                request.intent(),
                actors.actor(caller));
        return commands.post(
                caller,
                "escalate",
                "POST escalation " + conversationId,
                key,
                request,
                ConversationResponses.Handed.class,
                streams -> handed(handovers.escalate(streams, wanted)));
    }

    private Optional<String> summary(Caller caller, ConversationId conversation) {
        return summaries.of(commands.read(
                caller,
                "read_conversation",
                streams -> streams.started(conversation).said().words()));
    }

    static ConversationResponses.Handed handed(HandoverSteps.Handed handed) {
        return handed.ticket()
                .map(ticket -> new ConversationResponses.Handed(
                        ticket.facts().id().value(), ticket.facts().number(), handed.opened(), ticket.version()))
                .orElseGet(() -> new ConversationResponses.Handed(null, null, false, null));
    }

    static ConversationId conversation(String id) {
        try {
            return new ConversationId(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(TicketProblems.NO_SUCH_CONVERSATION, "That is no conversation id.");
        }
    }
}
