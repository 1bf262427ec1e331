package org.keyledger.consumer.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Checks that a file is a part of the archive: lines of events in succession. An incomplete last line is allowed. */
final class AuditFileCheck {

    private static final int MAX_LINE_BYTES = 1 << 20;

    private int lineNumber;
    private @Nullable AuditLine previous;

    private AuditFileCheck() {}

    /** What is damaged; empty if the file is sound. */
    static Optional<String> findDamage(Path file) {
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return new AuditFileCheck().findDamage(in);
        } catch (IOException e) {
            return Optional.of("it cannot be read: " + e);
        }
    }

    private Optional<String> findDamage(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = in.read(); next >= 0; next = in.read()) {
            if (next != '\n') {
                line.write(next);
            } else if (isSound(line.toString(UTF_8))) {
                line.reset();
            } else {
                return Optional.of("line " + lineNumber + " is not the next event");
            }
            if (line.size() > MAX_LINE_BYTES) {
                return Optional.of("line " + (lineNumber + 1) + " is too long");
            }
        }
        return Optional.empty();
    }

    private boolean isSound(String text) {
        lineNumber++;
        try {
            var line = JsonMapper.shared().readValue(text, AuditLine.class);
            var sound = line != null
                    && line.id() != null
                    && line.id().endsWith("/" + line.position())
                    && (previous == null || !previous.includes(line.epoch(), line.position()));
            previous = line;
            return sound;
        } catch (JacksonException | IllegalArgumentException e) {
            return false;
        }
    }
}
