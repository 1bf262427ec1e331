package org.keyledger.server.broker;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.metadata.AccessControlEntryRecord;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.server.common.ApiMessageAndVersion;

/**
 * The access rules of the embedded broker: a client without authentication may read published events, as a member of a
 * consumer group or without one, and nothing else. The groups of Keyledger's own consumers are closed to it, because a
 * member could take their partition or commit their offsets.
 */
final class BrokerAcls {

    private static final String ANONYMOUS = "User:ANONYMOUS";
    private static final String ANY = "*";
    private static final String EVENTS_TOPIC = "identity.events.v1";
    private static final String OWN_GROUPS = "keyledger-";

    private BrokerAcls() {}

    /** Adds the rules to the metadata that a formatted folder begins with. */
    static void addTo(String folder) throws Exception {
        var directory = new BootstrapDirectory(folder);
        var metadata = directory.read();
        var records = new ArrayList<>(metadata.records());
        for (var rule : rules()) {
            records.add(new ApiMessageAndVersion(rule, (short) 0));
        }
        directory.writeBinaryFile(BootstrapMetadata.fromRecords(records, metadata.source()));
    }

    private static List<AccessControlEntryRecord> rules() {
        return List.of(
                rule(ResourceType.TOPIC, EVENTS_TOPIC, PatternType.LITERAL, AclOperation.READ, AclPermissionType.ALLOW),
                rule(ResourceType.TOPIC, EVENTS_TOPIC, PatternType.LITERAL, AclOperation.DESCRIBE, AclPermissionType.ALLOW),
                rule(ResourceType.GROUP, ANY, PatternType.LITERAL, AclOperation.READ, AclPermissionType.ALLOW),
                rule(ResourceType.GROUP, OWN_GROUPS, PatternType.PREFIXED, AclOperation.ALL, AclPermissionType.DENY));
    }

    private static AccessControlEntryRecord rule(
            ResourceType type, String name, PatternType pattern, AclOperation operation, AclPermissionType permission) {
        return new AccessControlEntryRecord()
                .setId(Uuid.randomUuid())
                .setResourceType(type.code())
                .setResourceName(name)
                .setPatternType(pattern.code())
                .setPrincipal(ANONYMOUS)
                .setHost(ANY)
                .setOperation(operation.code())
                .setPermissionType(permission.code());
    }
}
