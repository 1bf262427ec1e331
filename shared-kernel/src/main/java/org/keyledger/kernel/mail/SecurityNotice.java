package org.keyledger.kernel.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.apikey.ApiKeyId;

/**
 * What a notice is about, besides its kind.
 *
 * @param at when it happened
 * @param last whether the user gets no more notices of this kind for some time, because there were many
 * @param apiKey the key that was created; otherwise null
 * @param revokedKey the key that was revoked; otherwise null
 * @param device the device of a log-in; otherwise null
 * @param credential the passkey or provider; otherwise null
 */
public record SecurityNotice(
        Instant at,
        boolean last,
        @Nullable ApiKeyNotice apiKey,
        @Nullable ApiKeyId revokedKey,
        @Nullable DeviceNotice device,
        @Nullable CredentialNotice credential) {

    public static SecurityNotice at(Instant time) {
        return new SecurityNotice(time, false, null, null, null, null);
    }

    public SecurityNotice of(ApiKeyNotice created) {
        return new SecurityNotice(at, last, created, revokedKey, device, credential);
    }

    public SecurityNotice of(ApiKeyId revoked) {
        return new SecurityNotice(at, last, apiKey, revoked, device, credential);
    }

    public SecurityNotice of(DeviceNotice used) {
        return new SecurityNotice(at, last, apiKey, revokedKey, used, credential);
    }

    public SecurityNotice of(CredentialNotice changed) {
        return new SecurityNotice(at, last, apiKey, revokedKey, device, changed);
    }

    /** This notice, as the last one of its kind for some time or not. */
    public SecurityNotice last(boolean isLast) {
        return new SecurityNotice(at, isLast, apiKey, revokedKey, device, credential);
    }
}
