package dev.handover.foundation.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.foundation.edges.Edges;
import dev.handover.foundation.edges.EdgesApplication;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a POST with an Idempotency-Key does when it comes again. */
class IdempotencyTest {
    private static final Edges EDGES = Edges.shared();
    private final String name = UUID.randomUUID().toString();
    private final String key = UUID.randomUUID().toString();

    private Edges.Answer post(String role, String thing) {
        return EDGES.call(role, "POST", "/things", "{\"name\":\"" + thing + "\",\"parts\":[]}", "Idempotency-Key", key);
    }

    private static long things(String name) {
        return EDGES.jdbc()
                .sql("select count(*) from thing where name = ?")
                .param(name)
                .query(Long.class)
                .single();
    }

    @Test
    void aRepeatGetsTheFirstAnswer() {
        Edges.Answer first = post("operator", name);
        Edges.Answer again = post("operator", name);
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Handover-After")).startsWith("after-").isEqualTo(first.header("Handover-After"));
        assertThat(things(name)).isEqualTo(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        assertThat(post("operator", name).status()).isEqualTo(201);
        Edges.Answer other = post("operator", name + "!");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
        assertThat(things(name + "!")).isZero();
    }

    @Test
    void aRefusalIsDecidedAgain() {
        EdgesApplication.Things things = EDGES.bean(EdgesApplication.Things.class);
        things.refuse(name, true);
        Edges.Answer refused = post("operator", name);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("conflict");
        assertThat(things(name)).isZero();
        things.refuse(name, false);
        assertThat(post("operator", name).status()).isEqualTo(201);
        assertThat(things(name)).isEqualTo(1);
    }

    @Test
    void repeatsAtTheSameTimeHaveOneEffectAndOneAnswer() throws InterruptedException, ExecutionException {
        CountDownLatch together = new CountDownLatch(6);
        Callable<Edges.Answer> call = () -> {
            together.countDown();
            together.await();
            return post("operator", name);
        };
        List<Edges.Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (Future<Edges.Answer> answer : threads.invokeAll(Collections.nCopies(6, call))) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).extracting(Edges.Answer::status).containsOnly(201);
        assertThat(answers)
                .extracting(Edges.Answer::body)
                .containsOnly(answers.getFirst().body());
        assertThat(things(name)).isEqualTo(1);
    }

    @Test
    void aKeyThatIsTooLongIsBadInput() {
        Edges.Answer answer = EDGES.call("operator", "POST", "/things", "{}", "Idempotency-Key", "k".repeat(201));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors").get(0).get("pointer").asString()).isEqualTo("?Idempotency-Key");
    }

    @Test
    void withoutAKeyEachPostCounts() {
        String body = "{\"name\":\"" + name + "\",\"parts\":[]}";
        EDGES.call("operator", "POST", "/things", body);
        EDGES.call("operator", "POST", "/things", body);
        assertThat(things(name)).isEqualTo(2);
    }
}
