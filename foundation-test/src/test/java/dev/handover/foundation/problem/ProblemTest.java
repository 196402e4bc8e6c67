package dev.handover.foundation.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.foundation.edges.Edges;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What callers are told when something is wrong. */
class ProblemTest {
    private static final Edges EDGES = Edges.shared();

    private static Edges.Answer post(String body, String... headers) {
        return EDGES.call("operator", "POST", "/things", body, headers);
    }

    private static List<String> pointers(Edges.Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        return StreamSupport.stream(answer.json().get("errors").spliterator(), false)
                .map(error -> error.get("pointer").asString())
                .toList();
    }

    @Test
    void eachFieldThatIsNotValidIsPointedAt() {
        assertThat(pointers(
                        post("{\"name\":\"\",\"parts\":[{\"name\":\"a\",\"size\":1},{\"name\":\"\",\"size\":11}]}")))
                .containsExactlyInAnyOrder("/name", "/parts/1/name", "/parts/1/size");
    }

    @Test
    void aValueOfTheWrongFormIsPointedAt() {
        assertThat(pointers(post("{\"name\":\"a\",\"parts\":[{\"name\":\"a\",\"size\":\"big\"}]}")))
                .containsExactly("/parts/0/size");
        assertThat(pointers(post("{\"name\":\"a\",\"colour\":\"red\",\"parts\":[]}")))
                .containsExactly("/colour");
    }

    @Test
    void aBodyThatIsNoJsonIsSaidToBe() {
        assertThat(pointers(post("{\"name\":"))).containsExactly("");
        assertThat(pointers(EDGES.call("operator", "POST", "/things", null, "Content-Type", "application/json")))
                .containsExactly("");
    }

    @Test
    void aParameterIsPointedAtByItsName() {
        assertThat(pointers(EDGES.call("operator", "GET", "/things?limit=0", null)))
                .containsExactly("?limit");
        assertThat(pointers(EDGES.call("operator", "GET", "/things?limit=many", null)))
                .containsExactly("?limit");
    }

    @Test
    void whatIsNotThereOrNotDoneHasItsProblem() {
        assertThat(EDGES.call("operator", "GET", "/nowhere", null).problem()).isEqualTo("not-found");
        assertThat(EDGES.call("operator", "DELETE", "/things", null).problem()).isEqualTo("method-not-allowed");
        assertThat(post("<a/>", "Content-Type", "application/xml").problem()).isEqualTo("unsupported-media-type");
    }

    @Test
    void aFaultTellsNothingOfTheInside() {
        Edges.Answer answer = EDGES.call("operator", "GET", "/fault", null);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.problem()).isEqualTo("internal");
        assertThat(answer.body()).doesNotContain("42", "IllegalState", "trace");
    }

    @Test
    void anOutageIsNoRefusal() {
        Edges.Answer answer = EDGES.call("operator", "GET", "/outage", null);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.body()).doesNotContain("db.internal");
    }
}
