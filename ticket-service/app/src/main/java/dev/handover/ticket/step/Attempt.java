package dev.handover.ticket.step;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt at a call, and what came of it. */
final class Attempt<T> {
    private final Call<T> call;
    private final Map<String, Long> doubtful = new HashMap<>();
    private @Nullable T answer;
    private @Nullable RuntimeException refusal;
    private boolean stands;

    Attempt(Call<T> call) {
        this.call = call;
    }

    Call<T> call() {
        return call;
    }

    /** Takes the step, and makes what it did part of the transaction; where it can't be, it has done nothing. */
    void take(Streams streams, StepTransaction transaction) {
        try {
            answer = call.step().take(streams);
            transaction.accept(streams);
            doubtful.putAll(streams.remembered());
            streams.appended().forEach(event -> doubtful.remove(event.getAggregateIdentifier()));
            stands = true;
        } catch (RejectedException e) {
            refusal = e;
            doubtful.putAll(streams.remembered());
            stands = streams.alone() || !call.mayBeRepeat();
        } catch (NotTogetherException _) {
            stands = false;
        }
    }

    /** Versions of the streams that it knew from memory, and that no append of its own compares with the store. */
    Map<String, Long> doubtful() {
        return doubtful;
    }

    /**
     * Learns how many events the store has of the doubtful streams.
     *
     * @throws NotTogetherException where the step changed something on a state that is behind the store
     */
    void compare(Map<String, Long> stored) {
        if (stands
                && doubtful.entrySet().stream()
                        .anyMatch(known -> !known.getValue().equals(stored.get(known.getKey())))) {
            stands = false;
            if (refusal == null) {
                throw new NotTogetherException();
            }
        }
    }

    /** False where the call is to be taken again, alone. */
    boolean stands() {
        return stands;
    }

    /**
     * Its transaction has failed.
     *
     * @param unknown the failure, where it can't be told whether the step has taken effect; else it has not
     */
    void failed(Optional<RuntimeException> unknown) {
        stands = unknown.isPresent();
        refusal = unknown.orElse(null);
    }

    /** The step's answer; thrown where it was refused, or has failed. */
    @SuppressWarnings("NullAway") // what the step has answered, null too, is passed on
    T answer() {
        if (refusal != null) {
            throw refusal;
        }
        return answer;
    }
}
