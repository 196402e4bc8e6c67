package dev.handover.foundation.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.foundation.edges.Edges;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What of a description is found to be wrong. */
class ApiDescriptionTest {
    private static final String CALL = "/edges/v1/operations/parked";
    private static final JsonNode SERVED = Edges.shared().description().json();

    private static List<String> faultsWhen(Consumer<ObjectNode> change) {
        ObjectNode description = (ObjectNode) SERVED.deepCopy();
        change.accept(description);
        return ApiDescription.faults(description);
    }

    private static ObjectNode at(ObjectNode description, String pointer) {
        return (ObjectNode) description.requiredAt(pointer);
    }

    private static ObjectNode call(ObjectNode description, String path, String method) {
        return (ObjectNode) description.path("paths").path(path).path(method);
    }

    @Test
    void nothingWhereItIsAsServed() {
        assertThat(faultsWhen(description -> {})).isEmpty();
    }

    @Test
    void whatTheSpecificationDoesNotAllow() {
        assertThat(faultsWhen(description -> description.remove("info"))).hasSize(1);
        assertThat(faultsWhen(description -> description.put("openapi", "3.0.1")))
                .isNotEmpty();
        assertThat(faultsWhen(description -> call(description, CALL, "get")
                        .withObject("/responses/200")
                        .remove("description")))
                .isNotEmpty();
        assertThat(faultsWhen(description -> call(description, CALL, "get").put("deprecated", "no")))
                .isNotEmpty();
    }

    @Test
    void aSchemaThatIsNone() {
        assertThat(faultsWhen(description -> at(description, "/components/schemas/ParkedController.ParkedList")
                        .put("type", "list")))
                .isNotEmpty();
        assertThat(faultsWhen(description -> at(description, "/components/schemas/ParkedKeys.ParkedKey/properties/id")
                        .put("minimum", "low")))
                .isNotEmpty();
    }

    @Test
    void whatNoSchemaSays() {
        assertThat(faultsWhen(
                        description -> at(description, "/components/schemas").remove("ParkedKeys.ParkedKey")))
                .singleElement()
                .asString()
                .contains("/ParkedKeys.ParkedKey leads nowhere");
        assertThat(faultsWhen(description ->
                        call(description, CALL + "/{id}", "delete").put("operationId", "parkedList")))
                .singleElement()
                .asString()
                .contains("operationId");
        assertThat(faultsWhen(description ->
                        call(description, CALL + "/{id}", "delete").remove("parameters")))
                .singleElement()
                .asString()
                .contains("[id], declared are []");
    }

    @Test
    void aCallThatDoesNotSayHowItRefuses() {
        assertThat(faultsWhen(description ->
                        ((ObjectNode) call(description, CALL, "get").path("responses")).remove("default")))
                .singleElement()
                .asString()
                .contains("what a refusal looks like");
    }

    @Test
    void aProblemThatIsNoProblemDocument() {
        assertThat(faultsWhen(description -> ((ObjectNode)
                                call(description, CALL, "get").path("responses"))
                        .set(
                                "404",
                                at(description, "/paths")
                                        .path(CALL)
                                        .path("get")
                                        .path("responses")
                                        .path("200"))))
                .singleElement()
                .asString()
                .contains("404 is no problem document");
    }
}
