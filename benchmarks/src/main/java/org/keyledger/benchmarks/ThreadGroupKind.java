package org.keyledger.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Groups of threads, recognised by the start of a thread's name, which Linux truncates to 15 characters. */
enum ThreadGroupKind {
    /** Handles requests. */
    HTTP("http-"),
    /** The JVM's compilers. */
    COMPILER("C1 ", "C2 "),
    /** The JVM's garbage collection and own work. */
    JVM("VM ", "GC ", "G1 "),
    /** Hashes passwords. */
    HASHING("hashing-"),
    /** Writes commits. */
    WRITER("ledger-writer"),
    /** Hands commits to the readers. */
    TAIL("ledger-tail"),
    /** Applies events to the verifier and the read models. */
    APPLIER("applier"),
    /** Writes the read models to their file. */
    VIEWS("views-flush"),
    /** Publishes events, with the sender of Kafka's client. */
    PUBLISHER("publisher", "kafka-producer-"),
    /** Mailer and archive, with the heartbeats of Kafka's client. */
    CONSUMER("consumer-", "kafka-coordinat"),
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

    /**
     * @param name the thread name from {@code /proc}
     * @return empty for the publisher, tails, consumers and all other threads
     */
    static Optional<ThreadGroupKind> of(String name) {
        return Stream.of(values())
                .filter(part -> part.names.stream().anyMatch(name::startsWith))
                .findFirst();
    }
}
