package org.keyledger.kernel.mail;

import java.time.Instant;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;

/**
 * The API key that a notice is about.
 *
 * @param createdAt when it was created
 */
public record ApiKeyNotice(Label label, KeyPrefix prefix, Instant createdAt) {}
