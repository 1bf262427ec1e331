package org.keyledger.ledger.rollbackdetection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.epoch.Epochs;
import org.keyledger.ledger.hashchain.Tip;
import tools.jackson.databind.json.JsonMapper;

/**
 * The head of a ledger at some time; the head of an empty ledger is its genesis.
 *
 * @param ledger the id of the ledger
 * @param epoch the epoch at that time
 * @param position the position of the last event; -1 if there was none
 * @param hash the hash of its commit, or the genesis hash, in hex
 * @param inodes the inode numbers of the database files at that time, by file name; empty if they are not known
 */
public record KnownHead(
        UUID ledger,
        int epoch,
        long position,
        String hash,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Long> inodes) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public KnownHead(UUID ledger, int epoch, long position, String hash, @Nullable Map<String, Long> inodes) {
        this.ledger = ledger;
        this.epoch = epoch;
        this.position = position;
        this.hash = hash;
        this.inodes = inodes == null ? Map.of() : new TreeMap<>(inodes);
    }

    /** A head whose files are not known. */
    public KnownHead(UUID ledger, int epoch, long position, String hash) {
        this(ledger, epoch, position, hash, Map.of());
    }

    /** The present head, without files. */
    public static KnownHead of(Ledger ledger) {
        return of(ledger, Epochs.of(ledger), Map.of());
    }

    /** The present head. */
    static KnownHead of(Ledger ledger, Epochs epochs, Map<String, Long> inodes) {
        Tip tip = ledger.head().map(Tip::after).orElseGet(() -> Tip.genesis(ledger.identity()));
        return new KnownHead(
                epochs.present().id(),
                epochs.present().epoch(),
                tip.next().value() - 1,
                tip.hash().toString(),
                inodes);
    }

    /** Whether the ledger was empty. */
    boolean isEmpty() {
        return position < 0;
    }

    /** @throws RuntimeException if it is not the JSON of a head */
    static KnownHead fromJson(byte[] json) {
        return JSON.readValue(json, KnownHead.class);
    }

    byte[] toJson() {
        return JSON.writeValueAsBytes(this);
    }
}
