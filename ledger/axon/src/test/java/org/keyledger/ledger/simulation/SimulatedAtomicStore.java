package org.keyledger.ledger.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.keyledger.ledger.AtomicStore;

/** An atomic store on the simulated servers: each change is a conditional write, acknowledged by a majority. */
final class SimulatedAtomicStore implements AtomicStore {

    private record Cell(byte[] value, Instant until) {}

    private final ServerConnection connection;
    private final ProcessBehavior behavior;
    private final Clock clock;

    SimulatedAtomicStore(ServerConnection connection, ProcessBehavior setting, Clock clock) {
        this.connection = connection;
        this.behavior = setting;
        this.clock = clock;
    }

    @Override
    public Optional<byte[]> get(String key) {
        Instant now = clock.instant();
        ReadCommand read = new ReadCommand(
                state -> held(state, key, now), connection.lastSeenTime(), behavior.concern(), behavior.scheduler());
        return connection.execute(read).data().map(it -> (byte[]) it).filter(value -> value.length > 0);
    }

    /** The value of a key that does not expire; empty if it is absent. */
    static byte[] value(DatabaseState state, String key) {
        return held(state, key, Instant.EPOCH);
    }

    /** Values are never empty, so an empty value means absent. */
    private static byte[] held(DatabaseState state, String key, Instant now) {
        return state.get(id(key))
                .map(document -> (Cell) document.body())
                .filter(cell -> now.isBefore(cell.until()))
                .map(Cell::value)
                .orElse(new byte[0]);
    }

    @Override
    public List<String> keys(String prefix, String after, int limit) {
        throw new IllegalStateException("listings decide nothing here and are not modelled");
    }

    @Override
    public byte[] putIfAbsent(String key, byte[] value, Durability durability) {
        while (true) {
            if (put(key, value, Instant.MAX)) {
                return value;
            }
            Optional<byte[]> held = get(key);
            if (held.isPresent()) {
                return held.get();
            }
            behavior.scheduler().running().sleep(20 * SimulationScheduler.MS);
        }
    }

    @Override
    public boolean acquireLease(String key, byte[] value, Duration lifetime) {
        return put(key, value, clock.instant().plus(lifetime));
    }

    private boolean put(String key, byte[] value, Instant until) {
        Instant now = clock.instant();
        return change(state -> held(state, key, now).length == 0, key, Optional.of(new Cell(value, until)));
    }

    @Override
    public boolean compareAndSet(String key, byte[] expected, byte[] value, Durability durability) {
        Instant now = clock.instant();
        return change(
                state -> Arrays.equals(held(state, key, now), expected),
                key,
                Optional.of(new Cell(value, Instant.MAX)));
    }

    @Override
    public boolean renewLease(String key, byte[] expected, byte[] value, Duration lifetime) {
        Instant now = clock.instant();
        return change(
                state -> Arrays.equals(held(state, key, now), expected),
                key,
                Optional.of(new Cell(value, now.plus(lifetime))));
    }

    @Override
    public boolean remove(String key, byte[] expected) {
        Instant now = clock.instant();
        return change(state -> Arrays.equals(held(state, key, now), expected), key, Optional.empty());
    }

    /** Removes an entry unconditionally, which the real port does not offer; only for incorrect variants. */
    void removeUnconditionally(String key) {
        change(state -> true, key, Optional.empty());
    }

    @Override
    public long incrementAndGet(String key, Duration window) {
        throw new IllegalStateException("counters decide nothing here and are not modelled");
    }

    private boolean change(Predicate<DatabaseState> condition, String key, Optional<Cell> cell) {
        Optional<StoredDocument> document = cell.map(it -> new StoredDocument(id(key), List.of(), it, false));
        ServerReply reply = connection.execute(
                new ConditionalWriteCommand(condition, List.of(Map.entry(id(key), document)), behavior.concern()));
        if (reply.writeConcernError() != null) {
            throw new ServerConnection.ServerConnectionException(reply.writeConcernError());
        }
        return (boolean) reply.data().orElseThrow();
    }

    private static String id(String key) {
        return "cells/" + key;
    }

    @Override
    public void close() {}
}
