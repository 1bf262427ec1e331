package org.keyledger.kernel;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the verifier can say about a credential. The credential can be read only through {@link #orThrowIfUnknown}, so
 * that no caller treats "unknown" as "refused".
 *
 * @param <T> the active credential
 */
public sealed interface Verification<T> {

    /** The credential is accepted now. */
    record Active<T>(T credential) implements Verification<T> {}

    /** The credential does not exist, has expired or was ended. */
    record Inactive<T>() implements Verification<T> {}

    /** The verifier is behind the ledger and must not be asked. Retry, or ask another node. */
    record Unknown<T>() implements Verification<T> {}

    /** Active if there is a credential, otherwise inactive. */
    static <T> Verification<T> of(@Nullable T credential) {
        return credential == null ? new Inactive<>() : new Active<>(credential);
    }

    /**
     * The credential if it is active; empty if it must be refused.
     *
     * @param ifUnknown creates the exception to throw if the verifier is behind; it must not read as a refusal
     */
    default Optional<T> orThrowIfUnknown(Supplier<? extends RuntimeException> ifUnknown) {
        if (this instanceof Unknown) {
            throw ifUnknown.get();
        }
        return this instanceof Active<T> active ? Optional.of(active.credential()) : Optional.empty();
    }
}
