package org.keyledger.consumer.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Pins;

@DisplayName("Dead letters")
class ParkedEventPinTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("are stored in the approved file and lines")
    void are_stored_in_the_approved_file_and_lines() throws IOException {
        // given
        var deadLetters = new DeadLetterQueue(folder, "mailer", new SetAsideFiles(folder, "mailer."));

        // when
        deadLetters.add(new RawEvent("id", "subject", Map.of("ce_type", "user.erased"), "{}".getBytes(UTF_8)), "why");

        // then
        var lines = new ArrayList<String>();
        try (var files = Files.list(folder)) {
            files.sorted().forEach(file -> {
                lines.add("file " + file.getFileName());
                lines.addAll(read(file));
            });
        }
        Pins.check("parked-events", "The file of a consumer's parked events, and a line of it.", lines);
        assertThat(new DeadLetterQueue(folder, "mailer", new SetAsideFiles(folder, "mailer.")).contains("id"))
                .isTrue();
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
