package org.keyledger.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Measures the cost of checks and sign-ups depending on the number of existing keys and users. Runs {@code ./keyledger}
 * on folders that {@code org.keyledger.query.LargeLedgerGenerator} has created, smallest first, checks randomly chosen
 * keys, and draws a plot. From the root of the repository:
 *
 * <pre>
 * java -cp benchmarks/target/classes org.keyledger.benchmarks.DataSizeBenchmark docs/growth.svg folder…
 * </pre>
 */
final class DataSizeBenchmark {

    private static final int CONNECTIONS = 16;
    private static final int CHECKS = 32_000;
    private static final int SIGN_UPS = 800;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 5;
    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(3);
    private static final double MAX_IDLE_LOAD = 0.1;
    private static final AtomicLong NUMBER = new AtomicLong(System.currentTimeMillis());

    /** The figures for one data folder. */
    private record Measurement(
            int keys,
            int users,
            double seconds,
            double startCpu,
            long megabytes,
            double baseline,
            double check,
            double signUp) {}

    private final ServiceProcess service;
    private final List<String> keys;

    private DataSizeBenchmark(ServiceProcess service, List<String> keys) {
        this.service = service;
        this.keys = keys;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Measurement> sizes = new ArrayList<>();
        for (String folder : List.of(arguments).subList(1, arguments.length)) {
            sizes.add(measure(Path.of(folder)));
        }
        String row = "%,12d %,10d %8.1f %12.1f %6d %10.4f %10.4f %10.4f%n";
        System.out.println("        keys      users  ready s  start CPU s     MB   baseline      check    sign-up");
        sizes.forEach(it -> System.out.printf(
                Locale.ROOT,
                row,
                it.keys(),
                it.users(),
                it.seconds(),
                it.startCpu(),
                it.megabytes(),
                it.baseline(),
                it.check(),
                it.signUp()));
        Files.writeString(Path.of(arguments[0]), plot(sizes));
    }

    private static Measurement measure(Path folder) throws IOException, InterruptedException {
        List<String> keys = Files.readAllLines(folder.resolve("keys.txt"));
        int users = Integer.parseInt(
                Files.readString(folder.resolve("accounts.txt")).strip());
        try (ServiceProcess service = ServiceProcess.startOn(Path.of(""), folder)) {
            return new DataSizeBenchmark(service, keys).measureAll(users);
        }
    }

    private Measurement measureAll(int users) throws IOException, InterruptedException {
        double startCpu = service.cpuTime().total() / 1000;
        awaitIdle();
        long megabytes = service.residentMegabytes();
        RequestCosts warmUpCosts = new RequestCosts(service);
        RequestCosts costs = new RequestCosts(service);
        for (int i = 0; i < WARM_UP + ROUNDS; i++) {
            RequestCosts roundCosts = i < WARM_UP ? warmUpCosts : costs;
            roundCosts.measure("baseline", CHECKS, () -> load(CHECKS, this::checkLive));
            roundCosts.measure("check", CHECKS, () -> load(CHECKS, this::check));
            roundCosts.measure("sign-up", SIGN_UPS, () -> load(SIGN_UPS, this::signUp));
        }
        System.out.printf("%,d keys%n", keys.size());
        costs.print();
        return new Measurement(
                keys.size(),
                users,
                service.readySeconds(),
                startCpu,
                megabytes,
                costs.medianWithoutCompiler("baseline"),
                costs.medianWithoutCompiler("check"),
                costs.medianWithoutCompiler("sign-up"));
    }

    /** Waits until the existing events are published, which is not part of the measurement. */
    private void awaitIdle() throws IOException, InterruptedException {
        double spent;
        do {
            CpuTime before = service.cpuTime();
            Thread.sleep(SAMPLE_INTERVAL.toMillis());
            spent = service.cpuTime().since(before).total() / SAMPLE_INTERVAL.toMillis();
        } while (spent > MAX_IDLE_LOAD);
    }

    private void load(int requests, ClosedLoopLoad.Client client) throws IOException, InterruptedException {
        new ClosedLoopLoad(
                        service.port(),
                        Stream.generate(() -> client).limit(CONNECTIONS).toList())
                .run(requests);
    }

    private void checkLive(HttpConnection connection) throws IOException {
        connection.send(HttpRequests.get("/health/live")).expect(200);
    }

    private void check(HttpConnection connection) throws IOException {
        String key = keys.get(ThreadLocalRandom.current().nextInt(keys.size()));
        connection.send(HttpRequests.get("/auth/check", "X-API-Key: " + key)).expect(200);
    }

    private void signUp(HttpConnection connection) throws IOException {
        Account.signUp(connection, "growth" + NUMBER.incrementAndGet() + "@example.com");
    }

    private static String plot(List<Measurement> sizes) {
        return SvgPlot.of(
                new SvgPlot.Panel(
                        "/auth/check, ms CPU",
                        "keys",
                        line("check", sizes, Measurement::keys, Measurement::check),
                        line("empty route", sizes, Measurement::keys, Measurement::baseline)),
                new SvgPlot.Panel("sign-up, ms CPU", "users", line("", sizes, Measurement::users, Measurement::signUp)),
                new SvgPlot.Panel("resident, MB", "keys", line("", sizes, Measurement::keys, Measurement::megabytes)),
                new SvgPlot.Panel(
                        "start, s of CPU", "keys", line("", sizes, Measurement::keys, Measurement::startCpu)));
    }

    private static SvgPlot.Line line(
            String name,
            List<Measurement> sizes,
            ToDoubleFunction<Measurement> across,
            ToDoubleFunction<Measurement> up) {
        return new SvgPlot.Line(
                name,
                sizes.stream()
                        .map(it -> new SvgPlot.Point(across.applyAsDouble(it), up.applyAsDouble(it)))
                        .toList());
    }
}
