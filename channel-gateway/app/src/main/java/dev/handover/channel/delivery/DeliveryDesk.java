package dev.handover.channel.delivery;

import dev.handover.channel.contract.ChannelEvent.DeliveryState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What operators do about single messages: look, retry, cancel. */
public final class DeliveryDesk {

    private final DeliveryRows rows;
    private final Deliveries deliveries;
    private final Map<String, Transport> transports;
    private final TransactionTemplate transactions;
    private final Runnable wake;

    /** @param wake called when there is something to send */
    public DeliveryDesk(
            JdbcClient jdbc,
            Deliveries deliveries,
            List<Transport> transports,
            TransactionTemplate transactions,
            Runnable wake) {
        this.rows = new DeliveryRows(jdbc);
        this.deliveries = deliveries;
        this.transports = transports.stream().collect(Collectors.toMap(Transport::channel, t -> t));
        this.transactions = transactions;
        this.wake = wake;
    }

    /** What came of an operator's wish. */
    sealed interface Answer {

        /** It is so now. */
        record Done(Delivery delivery) implements Answer {}

        /** Its state does not allow that. */
        record NotNow(Delivery delivery) implements Answer {}

        /** The workspace has no such message. */
        record Unknown() implements Answer {}
    }

    Optional<Delivery> find(UUID messageId, String workspace) {
        return rows.find(messageId, workspace);
    }

    /** Queues a failed message again, and has one that waits for its next attempt tried at once. */
    Answer retry(UUID messageId, String workspace) {
        Answer answer = changed(messageId, workspace, row -> switch (DeliveryState.valueOf(row.stored())) {
            case FAILED -> {
                requeue(row, workspace);
                yield true;
            }
            case QUEUED -> {
                if (row.putOff() && !row.claimed()) {
                    rows.hasten(messageId);
                }
                yield true;
            }
            case SENDING, SENT, DELIVERED, READ, CANCELLED -> false;
        });
        wake.run();
        return answer;
    }

    /** Keeps a message from being sent that no worker has. */
    Answer cancel(UUID messageId, String workspace) {
        return changed(messageId, workspace, row -> switch (DeliveryState.valueOf(row.stored())) {
            case QUEUED -> !row.claimed() && cancelled(row, workspace);
            case CANCELLED -> true;
            case SENDING, SENT, DELIVERED, READ, FAILED -> false;
        });
    }

    private Answer changed(UUID messageId, String workspace, Function<DeliveryRows.Row, Boolean> change) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Optional<DeliveryRows.Row> row = rows.lock(messageId, workspace);
            if (row.isEmpty()) {
                return new Answer.Unknown();
            }
            boolean done = change.apply(row.get());
            Delivery now = rows.find(messageId, workspace).orElseThrow();
            return done ? new Answer.Done(now) : new Answer.NotNow(now);
        }));
    }

    /** The account is chosen anew: the one from before may be what failed. */
    private void requeue(DeliveryRows.Row row, String workspace) {
        UUID messageId = row.delivery().messageId();
        Optional<Transport> transport =
                Optional.ofNullable(transports.get(row.delivery().channel()));
        Optional<String> account = transport.flatMap(t -> t.account(row.reply(), workspace));
        Optional<String> externalId = Optional.ofNullable(row.reference().externalId())
                .or(() -> transport.flatMap(t -> account.flatMap(a -> t.externalId(messageId, a))));
        rows.requeue(messageId, account.orElse(null), externalId.orElse(null));
        deliveries.tell(told(row, workspace), DeliveryState.QUEUED, null, false);
    }

    private boolean cancelled(DeliveryRows.Row row, String workspace) {
        UUID messageId = row.delivery().messageId();
        boolean done = deliveries
                .store()
                .change(messageId, Set.of(DeliveryState.QUEUED), DeliveryState.CANCELLED, null, false);
        if (done) {
            deliveries.tell(told(row, workspace), DeliveryState.CANCELLED, null, false);
        }
        return done;
    }

    private static Deliveries.Told told(DeliveryRows.Row row, String workspace) {
        return new Deliveries.Told(
                row.delivery().messageId(), workspace, row.delivery().channel(), row.reference());
    }
}
