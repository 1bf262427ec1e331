package org.keyledger.server.wiring;

import java.util.Map;
import java.util.Optional;
import org.keyledger.server.broker.BrokerAccess;

/**
 * The connection of every Kafka client of this process.
 *
 * @param properties client properties, which contain secrets
 * @param embedded access to the broker in this process; empty if the cluster is external
 */
record KafkaConnection(Map<String, Object> properties, Optional<BrokerAccess> embedded) {

    static KafkaConnection external(Map<String, Object> properties) {
        return new KafkaConnection(properties, Optional.empty());
    }

    static KafkaConnection embedded(BrokerAccess access) {
        return new KafkaConnection(access.connection(), Optional.of(access));
    }

    /** Without the properties. */
    @Override
    public String toString() {
        return "KafkaConnection[embedded=" + embedded + "]";
    }
}
