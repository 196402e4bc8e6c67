package dev.handover.ticket.intake;

import dev.handover.channel.contract.InboundEvent.MessageDeleted;
import dev.handover.channel.contract.InboundEvent.MessageEdited;
import dev.handover.foundation.consuming.ParkNowException;
import dev.handover.ticket.domain.ConversationCommand;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.step.LookUps;
import dev.handover.ticket.step.Streams;

/**
 * What becomes of messages afterwards, once each: what customers do to them, and what is read anew. One whose message has not come waits: it parks its key, and
 * is taken up again when the next record of the key comes, or by hand.
 */
final class Edits {
    /** Takes a change of a message. */
    void take(Streams streams, MessageEdited edited) {
        MessageId id = new MessageId(edited.editId());
        if (streams.lookUps().hasMessage(id)) {
            return;
        }
        LookUps.Place place = place(streams, edited);
        streams.take(new ConversationCommand.Edit(
                place.conversation(),
                place.message(),
                edited.text(),
                edited.html(),
                edited.reparsed() != null,
                edited.occurredAt()));
        streams.lookUps().addMessage(streams.workspace(), id, place.conversation(), null);
    }

    /** Takes the news that a message was taken back. */
    void take(Streams streams, MessageDeleted deleted) {
        LookUps.Place place = place(streams, deleted.accountId(), deleted.externalId());
        streams.take(new ConversationCommand.Delete(place.conversation(), place.message(), deleted.occurredAt()));
    }

    private static LookUps.Place place(Streams streams, MessageEdited edited) {
        String reparsed = edited.reparsed();
        if (reparsed == null) {
            return place(streams, edited.accountId(), edited.externalId());
        }
        streams.settings(); // refused where there is no such workspace
        MessageId message = new MessageId(reparsed);
        return streams.lookUps()
                .conversationOf(streams.workspace(), message)
                .map(conversation -> new LookUps.Place(conversation, message))
                .orElseThrow(() -> new ParkNowException.Gap("message " + reparsed + " has not come yet"));
    }

    private static LookUps.Place place(Streams streams, String accountId, String externalId) {
        streams.settings(); // refused where there is no such workspace
        return streams.lookUps()
                .placeOf(streams.workspace(), externalId)
                .orElseThrow(() -> new ParkNowException.Gap(
                        "message " + externalId + " of account " + accountId + " has not come yet"));
    }
}
