package org.keyledger.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * CPU time of a process since its start, in milliseconds, from {@code /proc} (proc(5), Linux only; in ticks of 10 ms).
 *
 * @param total the whole process, including threads that have ended
 * @param parts live threads, by kind
 */
record CpuTime(double total, Map<ThreadGroupKind, Double> parts) {

    private static final double MILLIS_A_TICK = 10;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    static CpuTime ofProcess(long process) throws IOException {
        Path folder = Path.of("/proc", Long.toString(process));
        Map<ThreadGroupKind, Double> parts = new EnumMap<>(ThreadGroupKind.class);
        for (Path thread : threads(folder)) {
            String stat = read(thread);
            ThreadGroupKind.of(name(stat)).ifPresent(part -> parts.merge(part, millis(stat), Double::sum));
        }
        return new CpuTime(millis(read(folder)), parts);
    }

    private static List<Path> threads(Path folder) throws IOException {
        try (Stream<Path> threads = Files.list(folder.resolve("task"))) {
            return threads.toList();
        }
    }

    /** Empty if the thread has ended. */
    private static String read(Path folder) throws IOException {
        try {
            return Files.readString(folder.resolve("stat"));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** The thread name is in parentheses and may contain any character. */
    private static String name(String stat) {
        return stat.isEmpty() ? "" : stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    }

    private static double millis(String stat) {
        if (stat.isEmpty()) {
            return 0;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * MILLIS_A_TICK;
    }

    CpuTime since(CpuTime before) {
        Map<ThreadGroupKind, Double> spent = new EnumMap<>(ThreadGroupKind.class);
        for (ThreadGroupKind part : ThreadGroupKind.values()) {
            spent.put(part, of(part) - before.of(part));
        }
        return new CpuTime(total - before.total, spent);
    }

    double of(ThreadGroupKind part) {
        return parts.getOrDefault(part, 0.0);
    }

    /** Without password hashing, whose cost is a setting. */
    double withoutHashing() {
        return total - of(ThreadGroupKind.HASHING);
    }

    /** All other threads. */
    double rest() {
        return total - parts.values().stream().mapToDouble(it -> it).sum();
    }
}
