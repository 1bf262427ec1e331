package org.keyledger.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Delegates to another vault; for subclasses that change one behavior. */
public abstract class ForwardingVault implements Vault {

    private final Vault vault;

    protected ForwardingVault(Vault vault) {
        this.vault = vault;
    }

    @Override
    public Subject findKey(String subject) {
        return vault.findKey(subject);
    }

    @Override
    public Map<String, Subject.Active> createKeys(Collection<String> subjects) {
        return vault.createKeys(subjects);
    }

    @Override
    public void destroyKey(String subject, Position position) {
        vault.destroyKey(subject, position);
    }

    @Override
    public Map<String, Position> destroyedSubjects() {
        return vault.destroyedSubjects();
    }

    @Override
    public byte[] putSecretIfAbsent(String name, byte[] secret) {
        return vault.putSecretIfAbsent(name, secret);
    }

    @Override
    public void putSecret(String name, byte[] secret) {
        vault.putSecret(name, secret);
    }

    @Override
    public Optional<byte[]> findSecret(String name) {
        return vault.findSecret(name);
    }

    @Override
    public void close() {
        vault.close();
    }
}
