package org.keyledger.query.projection;

import java.util.List;
import java.util.Optional;

/**
 * A page of documents.
 *
 * @param cursor where the next page starts; empty on the last page
 */
public record Page<D>(List<D> documents, Optional<String> cursor) {}
