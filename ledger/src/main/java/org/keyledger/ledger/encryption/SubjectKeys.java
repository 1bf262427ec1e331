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
 * erasure calls {@link #forget}.
 */
public final class SubjectKeys {

    /** What the key that seals a day's metadata is derived with. */
    public static final String SEALING = "sealing";

    private static final Logger LOG = LoggerFactory.getLogger(SubjectKeys.class);
    private static final String DAY = "day/";
    private static final long LIFETIME = Duration.ofMinutes(1).toNanos();
    private static final int AT_MOST = 10_000;

    private final Map<String, CachedKey> held = new ConcurrentHashMap<>();
    private final Vault vault;
    private final Clock clock;

    private record CachedKey(Subject subject, long since) {}

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
    public void forget(String subject) {
        held.remove(subject);
    }

    /**
     * A key derived from the key of a UTC date, which retention destroys later; the first who asks creates it.
     *
     * @param label what for; another label gives another key
     * @return empty once the day's key is destroyed
     * @throws IllegalArgumentException for a date after tomorrow
     */
    public Optional<SecretKey> day(LocalDate date, String label) {
        String subject = openDay(date);
        return live(subject).map(key -> Hkdf.derive(key, label));
    }

    /**
     * The subject of a UTC date, created if it is new; it seals what no known person did on that day.
     *
     * @throws IllegalArgumentException for a date after tomorrow
     */
    public String openDay(LocalDate date) {
        if (date.isAfter(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1))) {
            throw new IllegalArgumentException("no key for a day after tomorrow: " + date);
        }
        String subject = DAY + date;
        if (subject(subject) instanceof Subject.Absent) {
            vault.createKeys(List.of(subject));
        }
        return subject;
    }

    /**
     * The key that seals fields of this subject; empty once it is destroyed.
     *
     * @throws UnknownSubjectException if nobody created it
     */
    Optional<SecretKey> sealing(String subject) {
        Optional<SecretKey> key = live(subject);
        return subject.startsWith(DAY) ? key.map(day -> Hkdf.derive(day, SEALING)) : key;
    }

    private Optional<SecretKey> live(String subject) {
        Subject found = subject(subject);
        if (found instanceof Subject.Active live) {
            return Optional.of(live.key());
        }
        if (found instanceof Subject.Destroyed) {
            return Optional.empty();
        }
        LOG.error("ALARM no key for subject {}: refused", subject);
        throw new UnknownSubjectException(subject);
    }

    private Subject subject(String name) {
        long now = System.nanoTime();
        CachedKey before = held.get(name);
        if (before != null && now - before.since() < LIFETIME) {
            return before.subject();
        }
        Subject found = vault.findKey(name);
        if (!(found instanceof Subject.Absent)) {
            if (held.size() >= AT_MOST) {
                held.clear();
            }
            held.put(name, new CachedKey(found, now));
        }
        return found;
    }
}
