package org.keyledger.gateway.openapi;

import java.util.List;
import java.util.stream.Collectors;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.PublicSettings;
import tools.jackson.databind.node.ObjectNode;

/** Builds the document's problem responses and examples from {@link Problem}. */
final class ProblemResponseBuilder {

    private static final String INSTANCE = "urn:uuid:0198f3c2-a1b2-4c3d-8e4f-5a6b7c8d9e0f";

    private final PublicSettings settings;

    ProblemResponseBuilder(PublicSettings settings) {
        this.settings = settings;
    }

    /** @param problems of one status */
    ObjectNode toResponse(List<Problem> problems) {
        var response = OpenApiDocument.JSON.createObjectNode();
        response.put(
                "description", problems.stream().map(it -> it.title() + ".").collect(Collectors.joining(" ")));
        headers(problems, response.putObject("headers"));
        var content = response.putObject("content").putObject("application/problem+json");
        content.putObject("schema").put("$ref", "#/components/schemas/Problem");
        var examples = content.putObject("examples");
        problems.forEach(it -> examples.putObject(it.slug()).put("$ref", "#/components/examples/" + it.slug()));
        return response;
    }

    private static void headers(List<Problem> problems, ObjectNode headers) {
        if (problems.get(0).status() == 401) {
            putRef(headers, "WWW-Authenticate", "Challenge");
        } else if (problems.contains(Problem.INSUFFICIENT_SCOPE)) {
            putRef(headers, "WWW-Authenticate", "ChallengeIfMore");
        }
        if (problems.stream().allMatch(it -> it.retryAfterSeconds() > 0)) {
            putRef(headers, "Retry-After", "RetryAfter");
        } else if (problems.stream().anyMatch(it -> it.retryAfterSeconds() > 0)) {
            putRef(headers, "Retry-After", "RetryAfterIfWorthIt");
        }
    }

    static void putRef(ObjectNode headers, String name, String component) {
        headers.putObject(name).put("$ref", "#/components/headers/" + component);
    }

    ObjectNode example(Problem problem) {
        var example = OpenApiDocument.JSON.createObjectNode();
        example.put("summary", problem.title());
        var value = example.putObject("value");
        value.put("type", settings.urlOf("/problems/" + problem.slug()));
        value.put("title", problem.title());
        value.put("status", problem.status());
        value.put("detail", problem.explanation());
        value.put("instance", INSTANCE);
        if (problem == Problem.INVALID_REQUEST) {
            value.putArray("errors").addObject().put("field", "email").put("detail", "is required");
        }
        return example;
    }
}
