package org.keyledger.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** A vault that does what another one does; for one that differs in a thing. */
public abstract class ForwardingVault implements Vault {

    private final Vault vault;

    protected ForwardingVault(Vault vault) {
        this.vault = vault;
    }

    @Override
    public Subject open(String subject) {
        return vault.open(subject);
    }

    @Override
    public void create(Collection<String> subjects) {
        vault.create(subjects);
    }

    @Override
    public void destroy(String subject, Position by) {
        vault.destroy(subject, by);
    }

    @Override
    public Map<String, Position> destroyed() {
        return vault.destroyed();
    }

    @Override
    public byte[] keep(String name, byte[] secret) {
        return vault.keep(name, secret);
    }

    @Override
    public void replace(String name, byte[] secret) {
        vault.replace(name, secret);
    }

    @Override
    public Optional<byte[]> secret(String name) {
        return vault.secret(name);
    }

    @Override
    public void close() {
        vault.close();
    }
}
