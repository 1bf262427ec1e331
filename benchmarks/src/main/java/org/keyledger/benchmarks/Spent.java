package org.keyledger.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * CPU of a process since its start, in milliseconds, from {@code /proc} (proc(5), Linux alone; counted in ticks of 10
 * ms). The parts are told by the threads' names.
 *
 * @param total the whole process, threads included that have ended
 * @param http threads that answer requests
 * @param compiler the JVM's compilers
 * @param machine the JVM's garbage collection and own work
 */
record Spent(double total, double http, double compiler, double machine) {

    private static final double MILLIS_A_TICK = 10;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    static Spent by(long process) throws IOException {
        Path folder = Path.of("/proc", Long.toString(process));
        double http = 0;
        double compiler = 0;
        double machine = 0;
        for (Path thread : threads(folder)) {
            String stat = read(thread);
            if (stat.contains("(http-")) {
                http += millis(stat);
            } else if (stat.contains("(C1 ") || stat.contains("(C2 ")) {
                compiler += millis(stat);
            } else if (stat.contains("(VM ") || stat.contains("(GC ") || stat.contains("(G1 ")) {
                machine += millis(stat);
            }
        }
        return new Spent(millis(read(folder)), http, compiler, machine);
    }

    private static List<Path> threads(Path folder) throws IOException {
        try (Stream<Path> threads = Files.list(folder.resolve("task"))) {
            return threads.toList();
        }
    }

    /** Empty for a thread that has ended meanwhile. */
    private static String read(Path folder) throws IOException {
        try {
            return Files.readString(folder.resolve("stat"));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** The name stands in parentheses and may hold anything. */
    private static double millis(String stat) {
        if (stat.isEmpty()) {
            return 0;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * MILLIS_A_TICK;
    }

    Spent since(Spent before) {
        return new Spent(
                total - before.total, http - before.http, compiler - before.compiler, machine - before.machine);
    }

    /** Broker, publisher, tails, consumers and whatever else runs. */
    double rest() {
        return total - http - compiler - machine;
    }
}
