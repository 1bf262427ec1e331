package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Files of a data folder in use")
class DataFolderPermissionsTest {

    @Test
    void are_readable_for_their_owner_only() throws Exception {
        SharedService.client().signUp("modes@example.com").expect(201);
        var data = Path.of(SharedService.service().settings().get("KEYLEDGER_DATA"));

        try (var all = Files.walk(data)) {
            var paths = all.toList();
            assertThat(paths)
                    .extracting(path -> data.relativize(path).toString())
                    .contains("ledger.db-wal", "kafka");
            assertThat(paths)
                    .filteredOn(Files::exists) // Kafka removes files meanwhile
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .as("%s", path)
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }
}
