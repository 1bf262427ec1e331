package org.keyledger.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Measures the CPU cost of each kind of request, compared with a route that does nothing. Starts {@code ./keyledger},
 * including broker and publisher, with its own folder and ports, and stops it. From the root of the repository:
 *
 * <pre>
 * ./mvnw -q -pl benchmarks compile
 * java -cp benchmarks/target/classes org.keyledger.benchmarks.RequestCostBenchmark \
 *     [connections] [reads] [rounds] [kind] [warm-up]
 * </pre>
 *
 * A round sends the given number of reads of each kind and a tenth as many writes; if a kind is given, only of the
 * baseline and of kinds whose names start with it, which can be a regular expression. The warm-up is the number of
 * rounds before them that are not measured. {@code JAVA_HOME} selects the Java version of the service.
 */
final class RequestCostBenchmark {

    private static final Duration IDLE_INTERVAL = Duration.ofSeconds(5);
    private static final Duration TRIM_INTERVAL = Duration.ofMinutes(5);

    private final ServiceProcess service;
    private final LocalOidcProvider provider;
    private final int connections;
    private final int reads;
    private final int warmUp;

    private RequestCostBenchmark(
            ServiceProcess service, LocalOidcProvider provider, int connections, int reads, int warmUp) {
        this.service = service;
        this.provider = provider;
        this.connections = connections;
        this.reads = reads;
        this.warmUp = warmUp;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int connections = argument(arguments, 0, 16, 256);
        int reads = argument(arguments, 1, 32_000, 1_000_000);
        int rounds = argument(arguments, 2, 7, 50);
        int warmUp = argument(arguments, 4, 20, 1_000);
        try (LocalOidcProvider provider = LocalOidcProvider.start();
                ServiceProcess service = ServiceProcess.startUnlimited(Path.of(""), provider.settings())) {
            print("idle after start: %,d MB resident", service.residentMegabytes());
            new RequestCostBenchmark(service, provider, connections, reads, warmUp)
                    .measure(rounds, Pattern.compile(arguments.length > 3 ? arguments[3] : ""));
        }
    }

    private static int argument(String[] arguments, int index, int defaultValue, int max) {
        int value = arguments.length > index ? Integer.parseInt(arguments[index]) : defaultValue;
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(
                    "argument " + (index + 1) + " must be between 1 and " + max + ", was " + value);
        }
        return value;
    }

    private void measure(int rounds, Pattern names) throws IOException, InterruptedException {
        List<RequestKind> all = RequestKind.all(accounts(), provider);
        List<RequestKind> kinds = all.stream()
                .filter(requestKind -> requestKind.equals(all.get(0))
                        || names.matcher(requestKind.name()).lookingAt())
                .toList();
        RequestCosts warmUpCosts = new RequestCosts(service);
        RequestCosts costs = new RequestCosts(service);
        for (int i = 0; i < warmUp + rounds; i++) {
            for (RequestKind requestKind : kinds) {
                int requests = requestKind.isWrite() ? Math.max(connections, reads / 10) : reads;
                ClosedLoopLoad load = new ClosedLoopLoad(service.port(), requestKind.clients());
                load.prepare(requests);
                (i < warmUp ? warmUpCosts : costs).measure(requestKind.name(), requests, () -> load.run(requests));
            }
        }
        print(
                "%d connections, %d rounds of %,d reads and %,d writes of each kind, after %d warm-up rounds",
                connections, rounds, reads, Math.max(connections, reads / 10), warmUp);
        costs.print();
        printIdle();
        Thread.sleep(TRIM_INTERVAL.toMillis());
        print("%d minutes later:", TRIM_INTERVAL.toMinutes());
        printIdle();
    }

    private List<Account> accounts() throws IOException, InterruptedException {
        List<Account> accounts = new ArrayList<>();
        try (HttpConnection connection = HttpConnection.open(service.port())) {
            for (int i = 0; i < connections; i++) {
                accounts.add(Account.signUp(connection, "load" + i + "@example.com"));
            }
        }
        List<ClosedLoopLoad.Client> clients = new ArrayList<>();
        accounts.forEach(account -> clients.add(connection -> createListed(account, connection)));
        new ClosedLoopLoad(service.port(), clients).run(connections);
        return accounts;
    }

    /** As many keys and sessions as are listed, so that lists have the same length in every measurement. */
    private static void createListed(Account account, HttpConnection connection) throws IOException {
        for (int i = 0; i < RequestKind.LISTED_KEYS; i++) {
            connection.send(account.createKey("listed " + i)).expect(201);
            connection.send(account.logInWithBrowser()).expect(200);
        }
    }

    private void printIdle() throws IOException, InterruptedException {
        CpuTime before = service.cpuTime();
        Thread.sleep(IDLE_INTERVAL.toMillis());
        double total = service.cpuTime().since(before).total() / IDLE_INTERVAL.toSeconds();
        print("idle: %.1f ms CPU per second, %,d MB resident", total, service.residentMegabytes());
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
