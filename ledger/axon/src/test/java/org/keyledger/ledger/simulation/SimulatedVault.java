package org.keyledger.ledger.simulation;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Vault;

/** Subject keys on the simulated servers, created with one write each. Destruction and secrets are not simulated. */
final class SimulatedVault implements Vault {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ServerConnection connection;
    private final ProcessBehavior behavior;

    SimulatedVault(ServerConnection connection, ProcessBehavior setting) {
        this.connection = connection;
        this.behavior = setting;
    }

    @Override
    public Map<String, Subject.Active> createKeys(Collection<String> subjects) {
        Map<String, Subject.Active> created = new HashMap<>();
        for (String subject : subjects) {
            byte[] bytes = new byte[32];
            RANDOM.nextBytes(bytes);
            SecretKey key = new SecretKeySpec(bytes, "AES");
            if (createIfAbsent(subject, key)) {
                created.put(subject, new Subject.Active(key));
            }
        }
        return created;
    }

    private boolean createIfAbsent(String subject, SecretKey key) {
        String id = "vault/" + subject;
        StoredDocument document = new StoredDocument(id, List.of(), key, false);
        ServerReply reply = connection.execute(new ConditionalWriteCommand(
                state -> state.get(id).isEmpty(), List.of(Map.entry(id, Optional.of(document))), behavior.concern()));
        if (reply.writeConcernError() != null) {
            throw new ServerConnection.ServerConnectionException(reply.writeConcernError());
        }
        return (boolean) reply.data().orElseThrow();
    }

    @Override
    public Subject findKey(String subject) {
        ReadCommand read = new ReadCommand(
                state -> state.get("vault/" + subject)
                        .<Subject>map(it -> new Subject.Active((SecretKey) it.body()))
                        .orElseGet(Subject.Absent::new),
                connection.lastSeenTime(),
                behavior.concern(),
                behavior.scheduler());
        return (Subject) connection.execute(read).data().orElseThrow();
    }

    @Override
    public void destroyKey(String subject, Position position) {
        throw notModelled();
    }

    @Override
    public Map<String, Position> destroyedSubjects() {
        throw notModelled();
    }

    @Override
    public byte[] putSecretIfAbsent(String name, byte[] secret) {
        throw notModelled();
    }

    @Override
    public void putSecret(String name, byte[] secret) {
        throw notModelled();
    }

    @Override
    public Optional<byte[]> findSecret(String name) {
        throw notModelled();
    }

    private static IllegalStateException notModelled() {
        return new IllegalStateException("not modelled");
    }

    @Override
    public void close() {}
}
