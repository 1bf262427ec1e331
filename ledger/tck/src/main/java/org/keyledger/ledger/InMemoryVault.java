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
    public synchronized void createKeys(Collection<String> created) {
        for (String subject : created) {
            byte[] key = new byte[32];
            RANDOM.nextBytes(key);
            subjects.putIfAbsent(subject, new Subject.Active(new SecretKeySpec(key, "AES")));
        }
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
