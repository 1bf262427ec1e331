package org.keyledger.query.projecting;

import java.util.List;
import java.util.Optional;

/** Some documents, and where the next ones begin; no cursor after the last. */
public record Page<D>(List<D> documents, Optional<String> cursor) {}
