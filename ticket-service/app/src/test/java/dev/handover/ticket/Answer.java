package dev.handover.ticket;

import dev.handover.foundation.operation.After;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service answered. */
public record Answer(HttpResponse<String> response) {
    public int status() {
        return response.statusCode();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(response.body());
    }

    public String text(String member) {
        return json().get(member).asString();
    }

    public long number(String member) {
        return json().get(member).asLong();
    }

    /** The streams and versions of the header {@code Handover-After}. */
    public After after() {
        return After.parse(header(After.HEADER));
    }

    /** The problem's name; fails where the answer is no problem document. */
    public String problem() {
        if (!header("Content-Type").startsWith("application/problem+json")) {
            throw new AssertionError("no problem: " + this);
        }
        return text("type").replace("urn:handover:problem:", "");
    }

    /** The pointers of the fields that are not valid. */
    public List<String> pointers() {
        return StreamSupport.stream(json().get("errors").spliterator(), false)
                .map(error -> error.get("pointer").asString())
                .sorted()
                .toList();
    }

    @Override
    public String toString() {
        return response.request().method() + " " + response.request().uri() + " " + status() + " " + response.body();
    }
}
