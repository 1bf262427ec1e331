package org.keyledger.query;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Vault;

/** Notes whose keys are asked for. */
final class WatchedVault implements Vault {

    private final Vault vault;
    private final List<String> opened = new CopyOnWriteArrayList<>();

    WatchedVault(Vault vault) {
        this.vault = vault;
    }

    /** In their order; may be cleared. */
    List<String> opened() {
        return opened;
    }

    @Override
    public Subject open(String subject) {
        opened.add(subject);
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
