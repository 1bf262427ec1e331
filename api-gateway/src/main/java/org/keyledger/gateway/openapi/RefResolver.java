package org.keyledger.gateway.openapi;

import tools.jackson.databind.JsonNode;

/** Resolves {@code $ref}; all references are within the document. */
record RefResolver(JsonNode document) {

    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }
}
