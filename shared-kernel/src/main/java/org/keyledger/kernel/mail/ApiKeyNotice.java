package org.keyledger.kernel.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.ledger.annotation.PersonalData;

/**
 * The API key that a notice is about.
 *
 * @param prefix null for a signing key
 * @param signingKey its id if it is a signing key
 * @param createdAt when it was created
 */
public record ApiKeyNotice(
        TenantId tenant,
        @PersonalData(subject = "tenant") Label label,
        @Nullable KeyPrefix prefix,
        @Nullable ApiKeyId signingKey,
        Instant createdAt) {}
