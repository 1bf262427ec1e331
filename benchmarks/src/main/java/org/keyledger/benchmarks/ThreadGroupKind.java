package org.keyledger.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who in the process works, told by how a thread's name begins; Linux cuts names after fifteen characters. */
enum ThreadGroupKind {
    /** Answers requests. */
    HTTP("http-"),
    /** The JVM's compilers. */
    COMPILER("C1 ", "C2 "),
    /** The JVM's garbage collection and own work. */
    JVM("VM ", "GC ", "G1 "),
    /** Hashes passwords and does nothing else. */
    HASHING("hashing-"),
    /** Kafka's broker. */
    BROKER(
            "data-plane-kafk",
            "kafka-",
            "raft-",
            "quorum-",
            "controller-",
            "broker-",
            "transaction-",
            "group-",
            "Replica",
            "LogDir",
            "ExpirationReape",
            "TxnMarkerSender",
            "AddPartitionsTo",
            "share-",
            "persister-",
            "network-partiti",
            "client-metrics-",
            "metrics-meter-t",
            "metadata-");

    private final List<String> names;

    ThreadGroupKind(String... names) {
        this.names = List.of(names);
    }

    /** @param name as {@code /proc} has it; empty for publisher, tails, consumers and whatever else runs */
    static Optional<ThreadGroupKind> of(String name) {
        return Stream.of(values())
                .filter(part -> part.names.stream().anyMatch(name::startsWith))
                .findFirst();
    }
}
