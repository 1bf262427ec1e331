package org.keyledger.ledger.encryption;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.Vault.Subject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the vault, cached for a minute at most so that not every field reads the vault. An erasure must be followed
 * by {@link #evict}.
 */
public final class SubjectKeys {

    /** HKDF label of the key that encrypts the metadata of a day. */
    public static final String METADATA_KEY_LABEL = "sealing";

    private static final Logger LOG = LoggerFactory.getLogger(SubjectKeys.class);
    private static final String DAY_PREFIX = "day/";
    private static final Duration MAX_AGE = Duration.ofMinutes(1);
    private static final int MAX_ENTRIES = 10_000;

    private final Cache<String, Subject> cache;
    private final Vault vault;
    private final Clock clock;

    /**
     * @param clock the current date, which limits the dates that have keys
     * @param ticker measures the age of cached keys
     */
    public SubjectKeys(Vault vault, Clock clock, Ticker ticker) {
        this.vault = vault;
        this.clock = clock;
        this.cache = Caffeine.newBuilder()
                .expireAfterWrite(MAX_AGE)
                .maximumSize(MAX_ENTRIES)
                .initialCapacity(MAX_ENTRIES) // a key is read from the vault under a lock that a resize would need
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** Creates the keys of new subjects, durably and in one transaction; a destroyed one stays destroyed. */
    public void create(Collection<String> subjects) {
        if (!subjects.isEmpty()) {
            vault.createKeys(subjects);
        }
    }

    /** Removes a subject from the cache, because its key was destroyed. */
    public void evict(String subject) {
        cache.invalidate(subject);
    }

    /**
     * A key derived from the key of a UTC date, which is created if it does not exist and destroyed by retention.
     *
     * @param label the purpose; another label gives another key
     * @return empty if the key of the date is destroyed
     * @throws IllegalArgumentException if {@code date} is after tomorrow
     */
    public Optional<SecretKey> dayKey(LocalDate date, String label) {
        String subject = ensureDayKey(date);
        return activeKey(subject).map(key -> KeyDerivation.derive(key, label));
    }

    /**
     * The subject of a UTC date, created if it does not exist; its key encrypts metadata without a known actor.
     *
     * @throws IllegalArgumentException if {@code date} is after tomorrow
     */
    public String ensureDayKey(LocalDate date) {
        if (date.isAfter(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1))) {
            throw new IllegalArgumentException("date must not be after tomorrow, was " + date);
        }
        String subject = DAY_PREFIX + date;
        if (findSubject(subject) instanceof Subject.Absent) {
            vault.createKeys(List.of(subject));
        }
        return subject;
    }

    /**
     * A key derived from the key of a subject; it ends with that key.
     *
     * @param label the purpose; another label gives another key
     * @return empty if the key of the subject is destroyed
     * @throws UnknownSubjectException if the key was never created
     */
    public Optional<SecretKey> derivedKey(String subject, String label) {
        return activeKey(subject).map(key -> KeyDerivation.derive(key, label));
    }

    /**
     * The key that encrypts fields of all these subjects; empty if the key of one of them is destroyed.
     *
     * @throws UnknownSubjectException if a key was never created
     */
    Optional<SecretKey> encryptionKey(List<String> subjects) {
        Optional<SecretKey> combined = encryptionKey(subjects.get(0));
        for (String subject : subjects.subList(1, subjects.size())) {
            Optional<SecretKey> other = encryptionKey(subject);
            combined = combined.flatMap(key -> other.map(it -> KeyDerivation.combine(key, it)));
        }
        return combined;
    }

    /**
     * The key that encrypts fields of this subject; empty if it is destroyed.
     *
     * @throws UnknownSubjectException if the key was never created
     */
    Optional<SecretKey> encryptionKey(String subject) {
        Optional<SecretKey> key = activeKey(subject);
        return subject.startsWith(DAY_PREFIX) ? key.map(day -> KeyDerivation.derive(day, METADATA_KEY_LABEL)) : key;
    }

    private Optional<SecretKey> activeKey(String subject) {
        Subject found = findSubject(subject);
        if (found instanceof Subject.Active active) {
            return Optional.of(active.key());
        }
        if (found instanceof Subject.Destroyed) {
            return Optional.empty();
        }
        LOG.error("ALARM no key of subject {}, the request fails", subject);
        throw new UnknownSubjectException(subject);
    }

    private Subject findSubject(String name) {
        Subject found = cache.get(name, this::readUnlessAbsent);
        return found == null ? new Subject.Absent() : found;
    }

    /** An absent subject is not cached: it may be created at any time. */
    private @Nullable Subject readUnlessAbsent(String name) {
        Subject found = vault.findKey(name);
        return found instanceof Subject.Absent ? null : found;
    }
}
