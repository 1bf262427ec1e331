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

/** What was answered about addresses of each {@link AccountState}, and after which time. */
final class ResponseSamples {

    private final Map<AccountState, List<Double>> times = new EnumMap<>(AccountState.class);
    private final Map<AccountState, Set<Map<String, Object>>> answers = new EnumMap<>(AccountState.class);

    void add(AccountState standing, Supplier<Response> question) {
        var start = System.nanoTime();
        var answer = question.get();
        times.computeIfAbsent(standing, it -> new ArrayList<>()).add((System.nanoTime() - start) / 1e6);
        answers.computeIfAbsent(standing, it -> new HashSet<>()).add(told(answer));
    }

    /** Status, fields and body, without what is another one in each. */
    private static Map<String, Object> told(Response answer) {
        var told = new TreeMap<String, Object>(answer.headers().map());
        told.remove("date");
        told.remove("connection"); // after its ten thousandth request one is closed, whoever asks
        told.computeIfPresent("ratelimit", (name, value) -> value.toString().replaceAll(";t=[0-9]+", ""));
        told.computeIfPresent("ledger-position", (name, value) -> "some");
        told.put("body", answer.text().replaceAll("urn:uuid:[0-9a-f-]+", "urn:uuid:"));
        told.put("status", answer.status());
        return told;
    }

    Set<Map<String, Object>> answersTo(AccountState standing) {
        return answers.getOrDefault(standing, Set.of());
    }

    double chanceThatNothingTells(AccountState standing) {
        return MannWhitneyU.chance(times.get(standing), times.get(AccountState.NONE));
    }
}
