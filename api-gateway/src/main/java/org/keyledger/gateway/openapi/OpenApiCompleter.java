package org.keyledger.gateway.openapi;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.PublicSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Adds the problem responses and the headers of every response to the merged document. */
final class OpenApiCompleter {

    static final String PROBLEMS = "x-problems";
    static final String HEADERS = "x-every-answer";

    /** Headers of the problem responses of one operation, by status. */
    private static final String PROBLEM_HEADERS = "x-problem-headers";

    private static final String GROUPS = "x-problem-groups";

    private final ObjectNode document;
    private final ProblemResponseBuilder problemResponses;
    private final JsonNode groups;
    private final ObjectNode headers;

    OpenApiCompleter(ObjectNode merged, PublicSettings settings) {
        this.document = merged;
        this.problemResponses = new ProblemResponseBuilder(settings);
        this.groups = merged.required(GROUPS);
        this.headers = (ObjectNode) merged.required(HEADERS);
        ((ObjectNode) merged.at("/servers/0")).put("url", settings.urlOf(""));
    }

    ObjectNode build() {
        var used = new LinkedHashSet<Problem>();
        for (var path : document.required("paths")) {
            path.properties().forEach(operation -> used.addAll(complete((ObjectNode) operation.getValue())));
        }
        var examples = ((ObjectNode) document.required("components")).putObject("examples");
        used.forEach(problem -> examples.set(problem.slug(), problemResponses.example(problem)));
        document.remove(GROUPS);
        var names = document.putArray(HEADERS);
        headers.propertyNames().forEach(names::add);
        return document;
    }

    private Set<Problem> complete(ObjectNode operation) {
        var problems = problems(operation.path(PROBLEMS));
        var listed = operation.putArray(PROBLEMS);
        problems.forEach(problem -> listed.add(problem.slug()));
        var byStatus = new TreeMap<String, JsonNode>();
        operation.required("responses").properties().forEach(it -> byStatus.put(it.getKey(), it.getValue()));
        var statuses = problems.stream().map(Problem::status).distinct().toList();
        for (var status : statuses) {
            var ofStatus = problems.stream().filter(it -> it.status() == status).toList();
            var response = problemResponses.toResponse(ofStatus);
            operation
                    .path(PROBLEM_HEADERS)
                    .path(Integer.toString(status))
                    .properties()
                    .forEach(own -> ((ObjectNode) response.path("headers")).set(own.getKey(), own.getValue()));
            if (byStatus.put(Integer.toString(status), response) != null) {
                throw new IllegalStateException(operation.path("operationId") + " has status " + status + " twice");
            }
        }
        operation.remove(PROBLEM_HEADERS);
        var limited = problems.contains(Problem.TOO_MANY_REQUESTS);
        var responses = operation.putObject("responses");
        byStatus.forEach((status, response) -> responses.set(status, withHeaders((ObjectNode) response, limited)));
        return problems;
    }

    private Set<Problem> problems(JsonNode names) {
        var slugs = new ArrayList<String>();
        for (var name : names) {
            if (groups.has(name.asString())) {
                groups.required(name.asString()).forEach(slug -> slugs.add(slug.asString()));
            } else {
                slugs.add(name.asString());
            }
        }
        var problems = new LinkedHashSet<Problem>();
        slugs.forEach(slug -> problems.add(Problem.ofSlug(slug).orElseThrow()));
        return problems;
    }

    /** A header of the response itself replaces the common one. */
    private ObjectNode withHeaders(ObjectNode response, boolean limited) {
        var all = headers.deepCopy();
        if (limited) {
            ProblemResponseBuilder.putRef(all, "RateLimit", "RateLimit");
            ProblemResponseBuilder.putRef(all, "RateLimit-Policy", "RateLimitPolicy");
        }
        response.path("headers").properties().forEach(own -> all.set(own.getKey(), own.getValue()));
        response.set("headers", all);
        return response;
    }
}
