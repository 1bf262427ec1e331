package org.keyledger.kernel.apikey;

import org.keyledger.kernel.Digest;

/**
 * A key to be created.
 *
 * @param lastFour the last four characters of its text, which belong to the checksum
 * @param secret SHA-256 of the part after the dot
 */
public record NewApiKey(ApiKeyId key, ApiKeyGrant grant, KeyPrefix prefix, String lastFour, Digest secret) {}
