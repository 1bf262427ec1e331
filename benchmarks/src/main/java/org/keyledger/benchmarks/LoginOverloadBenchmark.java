package org.keyledger.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * Measures how log-ins at ten times the hashing capacity affect concurrent key checks. Every log-in comes from its own
 * address: a third with the right password, a third with a wrong one, a third for unknown accounts; limits and hashing
 * cost have their defaults. From the root of the repository:
 *
 * <pre>
 * ./mvnw -q -pl benchmarks compile
 * java -cp benchmarks/target/classes org.keyledger.benchmarks.LoginOverloadBenchmark [rounds] [seconds] [checks a second]
 * </pre>
 *
 * A round runs the same checks for the given seconds without and then with the overload. {@code JAVA_HOME} selects the
 * Java version of the service.
 */
final class LoginOverloadBenchmark {

    private static final int ACCOUNTS = 50;
    private static final int CHECKERS = 8;
    private static final int ATTACKERS = 128;
    private static final double OVERLOAD_FACTOR = 10;
    private static final int HASHING_CONNECTIONS = 8;
    private static final int PROBES_PER_SECOND = 60;
    private static final int RIGHT = 0;
    private static final int WRONG = 1;
    private static final int UNKNOWN = 2;
    private static final String[] KINDS = {"right password", "wrong password", "no such account"};

    private final ServiceProcess service;
    private final double checksPerSecond;
    private final List<Account> accounts = new ArrayList<>();
    private final List<OpenLoopLoad.TimedResponse> baseline = new ArrayList<>();
    private final List<OpenLoopLoad.TimedResponse> overloaded = new ArrayList<>();
    private final List<OpenLoopLoad.TimedResponse> logIns = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();

    private LoginOverloadBenchmark(ServiceProcess service, double checksPerSecond) {
        this.service = service;
        this.checksPerSecond = checksPerSecond;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        int rounds = argument(arguments, 0, 5);
        int seconds = argument(arguments, 1, 10);
        int checks = argument(arguments, 2, 200);
        Map<String, String> settings = Map.of("KEYLEDGER_TRUSTED_PROXIES", "127.0.0.0/8,::1");
        try (ServiceProcess service = ServiceProcess.start(Path.of(""), settings)) {
            new LoginOverloadBenchmark(service, checks).measure(rounds, seconds);
        }
    }

    private static int argument(String[] arguments, int index, int defaultValue) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : defaultValue;
    }

    private void measure(int rounds, int seconds) throws IOException, InterruptedException, ExecutionException {
        signUp();
        checks().run(seconds).get();
        double capacity = capacity();
        print("capacity: %.1f log-ins per second; overload: %.0f per second", capacity, capacity * OVERLOAD_FACTOR);
        for (int i = 0; i < rounds; i++) {
            List<OpenLoopLoad.TimedResponse> before = checks().run(seconds).get();
            Future<List<OpenLoopLoad.TimedResponse>> overload =
                    logIns(ATTACKERS, capacity * OVERLOAD_FACTOR).run(seconds);
            List<OpenLoopLoad.TimedResponse> during = checks().run(seconds).get();
            logIns.addAll(overload.get());
            baseline.addAll(before);
            overloaded.addAll(during);
            ratios.add(OpenLoopLoad.millis(during, 0.99) / OpenLoopLoad.millis(before, 0.99));
        }
        report(seconds * rounds);
    }

    private void signUp() throws IOException {
        try (HttpConnection connection = HttpConnection.open(service.port())) {
            for (int i = 0; i < ACCOUNTS; i++) {
                accounts.add(Account.signUp(connection, "overload" + i + "@example.com", randomForwardedFor()));
            }
        }
    }

    /** Correct log-ins per second when fewer are sent at once than may queue for hashing. */
    private double capacity() throws InterruptedException, ExecutionException {
        OpenLoopLoad logIns = new OpenLoopLoad(
                service.port(), HASHING_CONNECTIONS, PROBES_PER_SECOND, number -> logIn(number, RIGHT));
        logIns.run(1).get();
        long begun = System.nanoTime();
        return logIns.run(1).get().size() / ((System.nanoTime() - begun) / 1e9);
    }

    private OpenLoopLoad checks() {
        return new OpenLoopLoad(
                service.port(),
                CHECKERS,
                checksPerSecond,
                number -> new OpenLoopLoad.PlannedRequest(
                        0, accounts.get((int) (number % ACCOUNTS)).checkWithKey()));
    }

    private OpenLoopLoad logIns(int connections, double perSecond) {
        return new OpenLoopLoad(
                service.port(), connections, perSecond, number -> logIn(number, (int) (number % KINDS.length)));
    }

    private OpenLoopLoad.PlannedRequest logIn(long number, int kind) {
        int half = ACCOUNTS / 2;
        Account account = accounts.get((int) (number / KINDS.length % half) + (kind == WRONG ? half : 0));
        String email = kind == UNKNOWN ? "nobody" + number + "@example.com" : account.email();
        String password = kind == WRONG ? "not the password" : Account.PASSWORD;
        return new OpenLoopLoad.PlannedRequest(kind, Account.logIn(email, password, randomForwardedFor()));
    }

    private static String randomForwardedFor() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "X-Forwarded-For: 10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }

    private void report(int seconds) {
        print("%-22s %8s %8s %8s %8s %8s", "checks, ms", "1/s", "median", "99 %", "99.9 %", "longest");
        printChecks("baseline", baseline, seconds);
        printChecks("overload", overloaded, seconds);
        double[] sorted = ratios.stream().mapToDouble(it -> it).sorted().toArray();
        print(
                "99 %% under overload: %.2f times the baseline (%.2f-%.2f)",
                sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
        print("log-ins: %.0f per second", (double) logIns.size() / seconds);
        logIns.stream()
                .collect(Collectors.groupingBy(
                        it -> KINDS[it.kind()] + " " + it.status(), TreeMap::new, Collectors.toList()))
                .forEach((kind, all) -> print(
                        "%-22s %8.1f/s, median %.1f ms, 99 %% %.1f ms, longest %.0f ms",
                        kind,
                        (double) all.size() / seconds,
                        OpenLoopLoad.millis(all, 0.5),
                        OpenLoopLoad.millis(all, 0.99),
                        OpenLoopLoad.millis(all, 1)));
    }

    private static void printChecks(String when, List<OpenLoopLoad.TimedResponse> all, int seconds) {
        print(
                "%-22s %8.0f %8.2f %8.2f %8.2f %8.2f%s",
                when,
                (double) all.size() / seconds,
                OpenLoopLoad.millis(all, 0.5),
                OpenLoopLoad.millis(all, 0.99),
                OpenLoopLoad.millis(all, 0.999),
                OpenLoopLoad.millis(all, 1),
                all.stream().allMatch(it -> it.status() == 200) ? "" : "  not all were 200");
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
