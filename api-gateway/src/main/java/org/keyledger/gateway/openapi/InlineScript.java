package org.keyledger.gateway.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.keyledger.gateway.page.InlineStylesheet;

/** The only script of a page, written into its {@code script} element unchanged. */
record InlineScript(String text) {

    /** Reads a resource in the package of a class. */
    static InlineScript read(Class<?> owner, String resource) {
        try (var in = Objects.requireNonNull(owner.getResourceAsStream(resource), resource)) {
            return new InlineScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String hash() {
        return InlineStylesheet.hash(text);
    }
}
