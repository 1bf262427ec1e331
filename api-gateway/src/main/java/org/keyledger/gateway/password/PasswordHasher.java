package org.keyledger.gateway.password;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.AppendAdmission;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.user.PasswordHash;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder.BCryptVersion;

/**
 * Hashes and compares passwords: NFC, HMAC-SHA-384 under the pepper, base64, bcrypt. The HMAC first, because bcrypt
 * ignores what follows byte 72 and base64 of 48 bytes has 64. All on the pool: full, it is 503 at once.
 */
public final class PasswordHasher {

    private static final String SCHEME = "{bcrypt+hmac-sha384}";

    /** Where the cost stands in {@code $2b$10$…}. */
    private static final int COST_BEGIN = 4;

    private static final int COST_END = 6;

    private final ServiceKeys keys;
    private final HashingPool pool;
    private final AppendAdmission intake;
    private final BCryptPasswordEncoder bcrypt;
    private final int cost;
    private final String schemePrefix;
    private final String dummyHash;

    PasswordHasher(ServiceKeys keys, HashingPool pool, AppendAdmission intake, HashingSettings settings) {
        this.keys = keys;
        this.pool = pool;
        this.intake = intake;
        this.bcrypt = new BCryptPasswordEncoder(BCryptVersion.$2B, settings.bcryptCost(), new SecureRandom());
        this.cost = settings.bcryptCost();
        this.schemePrefix = SCHEME + "$2b$%02d$".formatted(settings.bcryptCost());
        this.dummyHash = bcrypt.encode("nobody's password");
    }

    /**
     * Refuses before anything is hashed what would be refused after it.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 503 if a password could not be hashed now, or the ledger
     *     takes no commit, which is what follows on every password
     */
    public void requireCapacity() {
        if (!intake.isOpen()) {
            throw Problem.OVERLOADED.toException();
        }
        pool.requireCapacity();
    }

    /** How busy the threads are that hash. */
    public HashingPoolStats stats() {
        return pool.stats();
    }

    /** @throws org.keyledger.gateway.problem.ProblemException as {@link #requireCapacity} does */
    public PasswordHash hash(Password password) {
        requireCapacity();
        return pool.run(() -> PasswordHash.parse(SCHEME + bcrypt.encode(peppered(password))));
    }

    /** Whether it is the password behind the hash; without a hash it is not, after the same time. */
    public boolean match(Password password, Optional<PasswordHash> hash) {
        var known = hash.map(PasswordHash::encoded).filter(encoded -> encoded.startsWith(SCHEME));
        var compared = known.map(encoded -> encoded.substring(SCHEME.length())).orElse(dummyHash);
        return pool.run(() -> matches(password, compared)) && known.isPresent();
    }

    /**
     * A hash of cheaper times takes as long as one of today, or it would show that there is an account: what 2^old rounds
     * lack of 2^new are 2^old, 2^(old+1) and so on.
     */
    private boolean matches(Password password, String compared) {
        var peppered = peppered(password);
        var right = bcrypt.matches(peppered, compared);
        for (var cheaper = Integer.parseInt(compared, COST_BEGIN, COST_END, 10); cheaper < cost; cheaper++) {
            new BCryptPasswordEncoder(BCryptVersion.$2B, cheaper).encode(peppered);
        }
        return right;
    }

    /** Whether the hash was made in another way, or at another cost, than one is made now. */
    public boolean isOutdated(PasswordHash hash) {
        return !hash.encoded().startsWith(schemePrefix);
    }

    private String peppered(Password password) {
        try {
            var mac = Mac.getInstance("HmacSHA384");
            mac.init(keys.key(Purpose.PASSWORD_PEPPER));
            return Base64.getEncoder().encodeToString(mac.doFinal(password.bytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA384", e);
        }
    }
}
