package org.keyledger.gateway.password;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.AppendAdmission;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.crypto.Hmac;
import org.keyledger.kernel.user.PasswordHash;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder.BCryptVersion;

/**
 * Hashes and verifies passwords: NFC, HMAC-SHA-384 with the pepper, base64, bcrypt. bcrypt ignores all bytes after the
 * 72nd; the base64 of the HMAC has 64. Hashes are computed by the pool, which refuses with 503 if it is full.
 */
public final class PasswordHasher {

    private static final String SCHEME = "{bcrypt+hmac-sha384}";

    /** Index of the two digits of the cost in {@code $2b$10$…}. */
    private static final int COST_BEGIN = 4;

    private static final int COST_END = 6;

    private final ServiceKeys keys;
    private final HashingPool pool;
    private final AppendAdmission appends;
    private final BCryptPasswordEncoder bcrypt;
    private final int cost;
    private final String schemePrefix;
    private final String dummyHash;

    PasswordHasher(ServiceKeys keys, HashingPool pool, AppendAdmission appends, HashingSettings settings) {
        this.keys = keys;
        this.pool = pool;
        this.appends = appends;
        this.bcrypt = new BCryptPasswordEncoder(BCryptVersion.$2B, settings.bcryptCost(), new SecureRandom());
        this.cost = settings.bcryptCost();
        this.schemePrefix = SCHEME + "$2b$%02d$".formatted(settings.bcryptCost());
        this.dummyHash = bcrypt.encode("password of the dummy hash");
    }

    /**
     * Checks before hashing whether the request can be completed.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 503 {@code overloaded} if the hashing queue is full, or if
     *     the ledger accepts no commits, because every hashed password leads to one
     */
    public void requireCapacity() {
        if (!appends.isOpen()) {
            throw Problem.OVERLOADED.toException();
        }
        pool.requireCapacity();
    }

    /** Load of the hashing threads. */
    public HashingPoolStats stats() {
        return pool.stats();
    }

    /** @throws org.keyledger.gateway.problem.ProblemException as {@link #requireCapacity} does */
    public PasswordHash hash(Password password) {
        return hash(password, () -> {});
    }

    /**
     * As {@link #hash(Password)}; does other work on the calling thread while the pool computes the hash.
     *
     * @param meanwhile not called if the request is refused
     */
    public PasswordHash hash(Password password, Runnable meanwhile) {
        requireCapacity();
        return pool.run(() -> PasswordHash.parse(SCHEME + bcrypt.encode(peppered(password))), meanwhile);
    }

    /** Whether the password matches the hash. False without a hash, after the same time as with one. */
    public boolean match(Password password, Optional<PasswordHash> hash) {
        var known = hash.map(PasswordHash::encoded).filter(encoded -> encoded.startsWith(SCHEME));
        var bcryptHash =
                known.map(encoded -> encoded.substring(SCHEME.length())).orElse(dummyHash);
        return pool.run(() -> matches(password, bcryptHash)) && known.isPresent();
    }

    /**
     * Verifies a hash of a lower cost in the time of the current cost; a shorter time would reveal that the account
     * exists. The 2^new - 2^old missing rounds are added as 2^old, 2^(old+1) and so on.
     */
    private boolean matches(Password password, String bcryptHash) {
        var peppered = peppered(password);
        var matches = bcrypt.matches(peppered, bcryptHash);
        for (var lower = Integer.parseInt(bcryptHash, COST_BEGIN, COST_END, 10); lower < cost; lower++) {
            new BCryptPasswordEncoder(BCryptVersion.$2B, lower).encode(peppered);
        }
        return matches;
    }

    /** Whether the hash has another scheme or cost than new hashes. */
    public boolean isOutdated(PasswordHash hash) {
        return !hash.encoded().startsWith(schemePrefix);
    }

    private String peppered(Password password) {
        var hmac = Hmac.sha384(keys.key(Purpose.PASSWORD_PEPPER), password.bytes());
        return Base64.getEncoder().encodeToString(hmac);
    }
}
