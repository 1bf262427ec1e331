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
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.Vault.Subject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the vault, cached for a minute at most and in at most 16 MB, so that not every field reads the vault. An
 * erasure must be followed by {@link #evict}.
 */
public final class SubjectKeys {

    /** HKDF label of the key that encrypts the metadata of a day. */
    public static final String METADATA_KEY_LABEL = "sealing";

    private static final Logger LOG = LoggerFactory.getLogger(SubjectKeys.class);
    private static final String DAY_PREFIX = "day/";
    private static final Duration MAX_AGE = Duration.ofMinutes(1);
    private static final long MAX_BYTES = 16_000_000;

    /** About what an entry takes beside the name of its subject: the key with its bytes, and the entry of the cache. */
    private static final int ENTRY_BYTES = 300;

    private final Cache<String, Subject> cache;
    private final DerivedKeys derived;
    private final Vault vault;
    private final Clock clock;
    private long evictions;

    /**
     * @param clock the current date, which limits the dates that have keys
     * @param ticker measures the age of cached keys
     */
    public SubjectKeys(Vault vault, Clock clock, Ticker ticker) {
        this.vault = vault;
        this.clock = clock;
        this.cache = Caffeine.newBuilder()
                .expireAfterWrite(MAX_AGE)
                .maximumWeight(MAX_BYTES)
                .weigher((String subject, Subject key) -> ENTRY_BYTES + subject.length())
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
        this.derived = new DerivedKeys(MAX_AGE, ticker);
    }

    /**
     * Creates the keys of new subjects, durably and in one transaction; a destroyed one stays destroyed. A subject in the
     * cache is known to have a durable key, so its creation can be requested early and again.
     */
    public void create(Collection<String> subjects) {
        List<String> unknown = subjects.stream()
                .filter(subject -> cache.getIfPresent(subject) == null)
                .toList();
        if (!unknown.isEmpty()) {
            long evictionsBefore = evictions(); // an erasure may destroy a key as soon as it is created
            vault.createKeys(unknown).forEach((subject, key) -> cacheUnlessEvicted(subject, key, evictionsBefore));
            unknown.forEach(this::findSubject);
        }
    }

    /** Removes a subject from the cache, because its key was destroyed, and every derived key. */
    public synchronized void evict(String subject) {
        evictions++;
        cache.invalidate(subject);
        derived.clear();
    }

    /**
     * A key derived from the key of a UTC date, which is created if it does not exist and destroyed by retention.
     *
     * @param label the purpose; another label gives another key
     * @return empty if the key of the date is destroyed
     * @throws IllegalArgumentException if {@code date} is after tomorrow
     */
    public Optional<SecretKey> dayKey(LocalDate date, String label) {
        return derivedKey(ensureDayKey(date), label);
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
            create(List.of(subject));
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
        int clearsBefore = derived.clears();
        return activeKey(subject).map(key -> derived.get(KeyDerivation.of(key, label), clearsBefore));
    }

    /**
     * The key that encrypts fields of all these subjects; empty if the key of one of them is destroyed.
     *
     * @throws UnknownSubjectException if a key was never created
     */
    Optional<SecretKey> encryptionKey(List<String> subjects) {
        int clearsBefore = derived.clears();
        Optional<SecretKey> combined = encryptionKey(subjects.get(0));
        for (String subject : subjects.subList(1, subjects.size())) {
            Optional<SecretKey> other = encryptionKey(subject);
            combined =
                    combined.flatMap(key -> other.map(it -> derived.get(KeyDerivation.ofBoth(key, it), clearsBefore)));
        }
        return combined;
    }

    /**
     * The key that encrypts fields of this subject; empty if it is destroyed.
     *
     * @throws UnknownSubjectException if the key was never created
     */
    Optional<SecretKey> encryptionKey(String subject) {
        return subject.startsWith(DAY_PREFIX) ? derivedKey(subject, METADATA_KEY_LABEL) : activeKey(subject);
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

    /** Reads the vault without a lock, so that no reader waits for another one or for a writer. */
    private Subject findSubject(String name) {
        Subject cached = cache.getIfPresent(name);
        if (cached != null) {
            return cached;
        }
        long evictionsBefore = evictions();
        Subject found = vault.findKey(name);
        if (!(found instanceof Subject.Absent)) { // an absent one may be created at any time
            cacheUnlessEvicted(name, found, evictionsBefore);
        }
        return found;
    }

    private synchronized long evictions() {
        return evictions;
    }

    /** What was read or created before an eviction may be a key that was destroyed since. */
    private synchronized void cacheUnlessEvicted(String name, Subject found, long evictionsBefore) {
        if (evictions == evictionsBefore) {
            cache.put(name, found);
        }
    }
}
