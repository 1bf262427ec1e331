package org.keyledger.server.endtoend;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.keyledger.server.endtoend.ServiceClient.Response;

/** Responses about addresses of each {@link AccountState} and their times. */
final class ResponseSamples {

    private final Map<AccountState, List<Double>> times = new EnumMap<>(AccountState.class);
    private final Map<AccountState, Set<Map<String, Object>>> responses = new EnumMap<>(AccountState.class);

    void add(AccountState state, Supplier<Response> question) {
        var start = System.nanoTime();
        var answer = question.get();
        times.computeIfAbsent(state, it -> new ArrayList<>()).add((System.nanoTime() - start) / 1e6);
        responses.computeIfAbsent(state, it -> new HashSet<>()).add(comparable(answer));
    }

    /** Status, header names and body, without values that differ between requests. */
    private static Map<String, Object> comparable(Response answer) {
        var fields = new TreeMap<String, Object>(answer.headers().map());
        fields.remove("date");
        fields.remove("connection"); // a connection is closed after its 10,000th request
        fields.computeIfPresent(
                "ratelimit",
                (name, value) -> value.toString()
                        .replaceAll(";t=[0-9]+", "")
                        .replaceAll("(\"write\");r=[0-9]+", "$1")); // counted by the account that asks
        fields.computeIfPresent(
                "set-cookie",
                (name, value) -> answer.headers().allValues(name).stream()
                        .map(ResponseSamples::comparable)
                        .toList());
        fields.computeIfPresent("ledger-position", (name, value) -> "some");
        fields.put(
                "body",
                answer.text().replaceAll("[0-9a-f-]{36}", "an id").replaceAll("[^\"]+@example.com", "the address"));
        fields.put("status", answer.status());
        return fields;
    }

    /** Name, length of the value and attributes of a cookie. */
    private static String comparable(String cookie) {
        var name = cookie.indexOf('=') + 1;
        var end = cookie.indexOf(';');
        return cookie.substring(0, name) + (end - name) + cookie.substring(end).replaceAll("Expires=[^;]+", "");
    }

    Set<Map<String, Object>> responsesFor(AccountState state) {
        return responses.getOrDefault(state, Set.of());
    }

    double pValue(AccountState state) {
        return MannWhitneyU.pValue(times.get(state), times.get(AccountState.NONE));
    }
}
