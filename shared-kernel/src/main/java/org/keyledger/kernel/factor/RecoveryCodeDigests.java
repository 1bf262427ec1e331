package org.keyledger.kernel.factor;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.keyledger.kernel.Digest;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.StoredCreator;

/** SHA-256 of each recovery code of a user, in the order in which the codes were shown. Erased digests match nothing. */
public final class RecoveryCodeDigests {

    /** How many recovery codes a user gets at once. */
    public static final int COUNT = 10;

    private static final RecoveryCodeDigests ERASED = new RecoveryCodeDigests(List.of());

    private final List<Digest> digests;

    private RecoveryCodeDigests(List<Digest> digests) {
        this.digests = digests;
    }

    /** @throws IllegalArgumentException unless there are {@link #COUNT} different digests */
    public static RecoveryCodeDigests of(List<Digest> digests) {
        if (digests.size() != COUNT || digests.stream().distinct().count() != COUNT) {
            throw new IllegalArgumentException("must be " + COUNT + " different digests");
        }
        return new RecoveryCodeDigests(List.copyOf(digests));
    }

    /**
     * @param json a list of strings, each a digest in base64url
     * @throws IllegalArgumentException unless there are {@link #COUNT} different digests
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static RecoveryCodeDigests parse(Object json) {
        if (!(json instanceof Collection<?> texts)) {
            throw new IllegalArgumentException("must be a list of digests");
        }
        return of(texts.stream().map(text -> Digest.parse(text.toString())).toList());
    }

    @StoredCreator
    static RecoveryCodeDigests ofStored(Object json) {
        return json.equals(Erased.REPLACEMENT) ? ERASED : parse(json);
    }

    /** A list of strings, as {@link #parse} reads it. */
    @JsonValue
    public Object json() {
        return digests.isEmpty()
                ? Erased.REPLACEMENT
                : digests.stream().map(Digest::encoded).toList();
    }

    /** The index of the code with this digest, from 0; empty if none has it. */
    public OptionalInt indexOf(Digest code) {
        return IntStream.range(0, digests.size())
                .filter(index -> digests.get(index).matches(code))
                .findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecoveryCodeDigests codes && digests.equals(codes.digests);
    }

    @Override
    public int hashCode() {
        return digests.hashCode();
    }

    @Override
    public String toString() {
        return "RecoveryCodeDigests[hidden]";
    }
}
