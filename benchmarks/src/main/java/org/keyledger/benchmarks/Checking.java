package org.keyledger.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code GET /auth/check} costs the service, with an API key and with a token, beside a route that does nothing.
 * Starts {@code ./keyledger} on a folder and ports of its own, broker and publisher included, and ends it. From the
 * root of the repository:
 *
 * <pre>
 * ./mvnw -q -pl benchmarks compile
 * java -cp benchmarks/target/classes org.keyledger.benchmarks.Checking [connections] [requests] [rounds]
 * </pre>
 *
 * {@code JAVA_HOME} chooses the Java of the service.
 */
final class Checking {

    private static final int WARM_UP = 3;
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final Service service;
    private final int connections;
    private final int requests;

    private Checking(Service service, int connections, int requests) {
        this.service = service;
        this.connections = connections;
        this.requests = requests;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int connections = argument(arguments, 0, 16, 256);
        int requests = argument(arguments, 1, 32_000, 1_000_000);
        int rounds = argument(arguments, 2, 7, 50);
        try (Service service = Service.start(Path.of(""))) {
            new Checking(service, connections, requests).measure(rounds);
        }
    }

    private static int argument(String[] arguments, int index, int otherwise, int atMost) {
        int value = arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
        if (value < 1 || value > atMost) {
            throw new IllegalArgumentException("argument " + (index + 1) + " is 1 to " + atMost);
        }
        return value;
    }

    private void measure(int rounds) throws IOException, InterruptedException {
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            accounts.add(Account.signUp(service.port(), i));
        }
        Map<String, Load> loads = new LinkedHashMap<>();
        loads.put("GET /health/live", load(accounts, account -> Requests.get("/health/live")));
        loads.put("GET /auth/check, API key", load(accounts, Account::checkWithKey));
        loads.put("GET /auth/check, token", load(accounts, Account::checkWithToken));
        for (int i = 0; i < WARM_UP; i++) {
            for (Load load : loads.values()) {
                load.run(requests);
            }
        }
        Costs costs = new Costs(service);
        for (int i = 0; i < rounds; i++) {
            for (Map.Entry<String, Load> load : loads.entrySet()) {
                costs.note(load.getKey(), requests, () -> load.getValue().run(requests));
            }
        }
        say("%d connections, %d rounds of %,d requests each, after %d", connections, rounds, requests, WARM_UP);
        costs.say();
        sayIdle();
    }

    private Load load(List<Account> accounts, Load.Request request) {
        return new Load(service.port(), accounts.stream().map(request::of).toList());
    }

    private void sayIdle() throws IOException, InterruptedException {
        Spent before = service.spent();
        Thread.sleep(IDLE.toMillis());
        double total = service.spent().since(before).total() / IDLE.toSeconds();
        say("idle: %.1f ms CPU a second, %,d MB resident", total, service.residentMegabytes());
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
