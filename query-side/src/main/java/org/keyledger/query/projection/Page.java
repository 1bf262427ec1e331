package org.keyledger.query.projection;

import java.util.List;
import java.util.Optional;

/** Some documents, and where the next ones begin; no cursor after the last. */
public record Page<D>(List<D> documents, Optional<String> cursor) {}
