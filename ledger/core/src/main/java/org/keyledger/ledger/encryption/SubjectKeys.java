package org.keyledger.ledger.encryption;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.Vault.Subject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The vault's keys, held in memory for a minute at most so that not every field asks the vault. Whoever learns of an
 * erasure calls {@link #evict}.
 */
public final class SubjectKeys {

    /** What the key that seals a day's metadata is derived with. */
    public static final String METADATA_KEY_LABEL = "sealing";

    private static final Logger LOG = LoggerFactory.getLogger(SubjectKeys.class);
    private static final String DAY_PREFIX = "day/";
    private static final long MAX_AGE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MAX_ENTRIES = 10_000;

    private final Map<String, CachedKey> cache = new ConcurrentHashMap<>();
    private final Vault vault;
    private final Clock clock;

    private record CachedKey(Subject subject, long cachedAtNanos) {}

    public SubjectKeys(Vault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /** Creates the keys of new subjects, durably and in one transaction; one that was destroyed stays destroyed. */
    public void create(Collection<String> subjects) {
        if (!subjects.isEmpty()) {
            vault.createKeys(subjects);
        }
    }

    /** Drops what is held of a subject, at once: its key was destroyed. */
    public void evict(String subject) {
        cache.remove(subject);
    }

    /**
     * A key derived from the key of a UTC date, which retention destroys later; the first who asks creates it.
     *
     * @param label what for; another label gives another key
     * @return empty once the day's key is destroyed
     * @throws IllegalArgumentException for a date after tomorrow
     */
    public Optional<SecretKey> dayKey(LocalDate date, String label) {
        String subject = ensureDayKey(date);
        return activeKey(subject).map(key -> KeyDerivation.derive(key, label));
    }

    /**
     * The subject of a UTC date, created if it is new; it seals what no known person did on that day.
     *
     * @throws IllegalArgumentException for a date after tomorrow
     */
    public String ensureDayKey(LocalDate date) {
        if (date.isAfter(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1))) {
            throw new IllegalArgumentException("no key for a day after tomorrow: " + date);
        }
        String subject = DAY_PREFIX + date;
        if (findSubject(subject) instanceof Subject.Absent) {
            vault.createKeys(List.of(subject));
        }
        return subject;
    }

    /**
     * The key that seals fields of this subject; empty once it is destroyed.
     *
     * @throws UnknownSubjectException if nobody created it
     */
    Optional<SecretKey> encryptionKey(String subject) {
        Optional<SecretKey> key = activeKey(subject);
        return subject.startsWith(DAY_PREFIX) ? key.map(day -> KeyDerivation.derive(day, METADATA_KEY_LABEL)) : key;
    }

    private Optional<SecretKey> activeKey(String subject) {
        Subject found = findSubject(subject);
        if (found instanceof Subject.Active live) {
            return Optional.of(live.key());
        }
        if (found instanceof Subject.Destroyed) {
            return Optional.empty();
        }
        LOG.error("ALARM no key for subject {}: refused", subject);
        throw new UnknownSubjectException(subject);
    }

    private Subject findSubject(String name) {
        long now = System.nanoTime();
        CachedKey before = cache.get(name);
        if (before != null && now - before.cachedAtNanos() < MAX_AGE_NANOS) {
            return before.subject();
        }
        Subject found = vault.findKey(name);
        if (!(found instanceof Subject.Absent)) {
            if (cache.size() >= MAX_ENTRIES) {
                cache.clear();
            }
            cache.put(name, new CachedKey(found, now));
        }
        return found;
    }
}
