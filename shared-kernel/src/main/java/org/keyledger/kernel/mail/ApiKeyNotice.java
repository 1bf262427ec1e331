package org.keyledger.kernel.mail;

import java.time.Instant;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.ledger.annotation.PersonalData;

/**
 * The API key that a notice is about.
 *
 * @param createdAt when it was created
 */
public record ApiKeyNotice(
        TenantId tenant, @PersonalData(subject = "tenant") Label label, KeyPrefix prefix, Instant createdAt) {}
