package org.keyledger.ledger;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/** A vault in memory, for tests. */
public final class InMemoryVault implements Vault {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, Subject> subjects = new HashMap<>();
    private final Map<String, byte[]> secrets = new HashMap<>();

    @Override
    public synchronized Map<String, Subject.Active> createKeys(Collection<String> requested) {
        Map<String, Subject.Active> created = new HashMap<>();
        for (String subject : requested) {
            byte[] bytes = new byte[32];
            RANDOM.nextBytes(bytes);
            Subject.Active key = new Subject.Active(new SecretKeySpec(bytes, "AES"));
            if (subjects.putIfAbsent(subject, key) == null) {
                created.put(subject, key);
            }
        }
        return created;
    }

    @Override
    public synchronized Subject findKey(String subject) {
        return subjects.getOrDefault(subject, new Subject.Absent());
    }

    @Override
    public synchronized void destroyKey(String subject, Position position) {
        if (!(subjects.get(subject) instanceof Subject.Destroyed)) {
            subjects.put(subject, new Subject.Destroyed(position));
        }
    }

    @Override
    public synchronized Map<String, Position> destroyedSubjects() {
        Map<String, Position> all = new HashMap<>();
        subjects.forEach((name, subject) -> {
            if (subject instanceof Subject.Destroyed destroyed) {
                all.put(name, destroyed.position());
            }
        });
        return all;
    }

    @Override
    public synchronized byte[] putSecretIfAbsent(String name, byte[] secret) {
        return secrets.computeIfAbsent(name, it -> secret.clone()).clone();
    }

    @Override
    public synchronized void putSecret(String name, byte[] secret) {
        secrets.put(name, secret.clone());
    }

    @Override
    public synchronized Optional<byte[]> findSecret(String name) {
        return Optional.ofNullable(secrets.get(name)).map(byte[]::clone);
    }

    @Override
    public void close() {}
}
