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
 * What checks and sign-ups cost beside how many keys and users there are already. Runs {@code ./keyledger} on folders
 * that {@code org.keyledger.query.LargeLedgerGenerator} has made, the smallest first, asks for keys chosen at random among all of
 * them, and draws a plot. From the root of the repository:
 *
 * <pre>
 * java -cp benchmarks/target/classes org.keyledger.benchmarks.Growth docs/growth.svg folder…
 * </pre>
 */
final class Growth {

    private static final int CONNECTIONS = 16;
    private static final int CHECKS = 32_000;
    private static final int SIGN_UPS = 800;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 5;
    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final double QUIET = 0.1;
    private static final AtomicLong NUMBER = new AtomicLong(System.currentTimeMillis());

    /** What was seen with so many of them. */
    private record Size(
            int keys,
            int users,
            double seconds,
            double startCpu,
            long megabytes,
            double floor,
            double check,
            double signUp) {}

    private final Service service;
    private final List<String> keys;

    private Growth(Service service, List<String> keys) {
        this.service = service;
        this.keys = keys;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Size> sizes = new ArrayList<>();
        for (String folder : List.of(arguments).subList(1, arguments.length)) {
            sizes.add(measure(Path.of(folder)));
        }
        String row = "%,12d %,10d %8.1f %12.1f %6d %10.4f %10.4f %10.4f%n";
        System.out.println("        keys      users  ready s  start CPU s     MB      floor      check    sign-up");
        sizes.forEach(it -> System.out.printf(
                Locale.ROOT,
                row,
                it.keys(),
                it.users(),
                it.seconds(),
                it.startCpu(),
                it.megabytes(),
                it.floor(),
                it.check(),
                it.signUp()));
        Files.writeString(Path.of(arguments[0]), plot(sizes));
    }

    private static Size measure(Path folder) throws IOException, InterruptedException {
        List<String> keys = Files.readAllLines(folder.resolve("keys.txt"));
        int users = Integer.parseInt(
                Files.readString(folder.resolve("accounts.txt")).strip());
        try (Service service = Service.on(Path.of(""), folder)) {
            return new Growth(service, keys).measured(users);
        }
    }

    private Size measured(int users) throws IOException, InterruptedException {
        double startCpu = service.spent().total() / 1000;
        awaitQuiet();
        long megabytes = service.residentMegabytes();
        Costs warming = new Costs(service);
        Costs costs = new Costs(service);
        for (int i = 0; i < WARM_UP + ROUNDS; i++) {
            Costs noted = i < WARM_UP ? warming : costs;
            noted.note("floor", CHECKS, () -> load(CHECKS, this::nothing));
            noted.note("check", CHECKS, () -> load(CHECKS, this::check));
            noted.note("sign-up", SIGN_UPS, () -> load(SIGN_UPS, this::signUp));
        }
        System.out.printf("%,d keys%n", keys.size());
        costs.say();
        return new Size(
                keys.size(),
                users,
                service.readySeconds(),
                startCpu,
                megabytes,
                costs.warm("floor"),
                costs.warm("check"),
                costs.warm("sign-up"));
    }

    /** What was there is published first; that is not to be measured. */
    private void awaitQuiet() throws IOException, InterruptedException {
        double spent;
        do {
            Spent before = service.spent();
            Thread.sleep(LOOK.toMillis());
            spent = service.spent().since(before).total() / LOOK.toMillis();
        } while (spent > QUIET);
    }

    private void load(int times, Load.Caller caller) throws IOException, InterruptedException {
        new Load(
                        service.port(),
                        Stream.generate(() -> caller).limit(CONNECTIONS).toList())
                .run(times);
    }

    private void nothing(Connection connection) throws IOException {
        connection.send(Requests.get("/health/live")).expect(200);
    }

    private void check(Connection connection) throws IOException {
        String key = keys.get(ThreadLocalRandom.current().nextInt(keys.size()));
        connection.send(Requests.get("/auth/check", "X-API-Key: " + key)).expect(200);
    }

    private void signUp(Connection connection) throws IOException {
        Account.signUp(connection, "growth" + NUMBER.incrementAndGet() + "@example.com");
    }

    private static String plot(List<Size> sizes) {
        return Plot.of(
                new Plot.Panel(
                        "/auth/check, ms CPU",
                        "keys",
                        line("check", sizes, Size::keys, Size::check),
                        line("empty route", sizes, Size::keys, Size::floor)),
                new Plot.Panel("sign-up, ms CPU", "users", line("", sizes, Size::users, Size::signUp)),
                new Plot.Panel("resident, MB", "keys", line("", sizes, Size::keys, Size::megabytes)),
                new Plot.Panel("start, s of CPU", "keys", line("", sizes, Size::keys, Size::startCpu)));
    }

    private static Plot.Line line(
            String name, List<Size> sizes, ToDoubleFunction<Size> across, ToDoubleFunction<Size> up) {
        return new Plot.Line(
                name,
                sizes.stream()
                        .map(it -> new Plot.Point(across.applyAsDouble(it), up.applyAsDouble(it)))
                        .toList());
    }
}
