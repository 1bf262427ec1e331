package org.keyledger.gateway.identifier;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.federation.IdentityClaimId;
import org.keyledger.kernel.login.PaddingId;
import org.keyledger.kernel.passkey.PasskeyId;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;

/** The ids and API keys that one request creates. Equal random bytes and times give equal ids and keys. */
public final class RequestIds {

    private final long millis;
    private final RandomSource randomSource;
    private final String brand;

    /** @param millis timestamp of the UUIDv7s (RFC 9562, section 5.7), Unix milliseconds */
    RequestIds(long millis, RandomSource randomSource, String brand) {
        this.millis = millis;
        this.randomSource = randomSource;
        this.brand = brand;
    }

    public UserId user() {
        return new UserId(uuidV7("user"));
    }

    public TenantId tenant() {
        return new TenantId(uuidV7("tenant"));
    }

    public SessionId session() {
        return new SessionId(uuidV7("session"));
    }

    public MailRequestId request() {
        return new MailRequestId(uuidV7("request"));
    }

    public ApiKeyId key() {
        return new ApiKeyId(uuidV7("key"));
    }

    /** A UUIDv4: the padding of a commit has no order. */
    public PaddingId padding() {
        return new PaddingId(uuidV4("padding"));
    }

    /**
     * The claim to this address: another address gets another claim, also if the random bytes are the same. A UUIDv4:
     * unlike a UUIDv7 it does not reveal when the address was claimed.
     */
    public EmailClaimId claim(EmailHmac email) {
        return claim("address " + email.value());
    }

    /** The claim to the address of this change of address. */
    public EmailClaimId claim(MailRequestId change) {
        return claim("change " + change);
    }

    public PasskeyId passkey() {
        return new PasskeyId(uuidV7("passkey"));
    }

    /** The claim to an identity at a provider. A UUIDv4, as that of an address. */
    public IdentityClaimId identityClaim() {
        return new IdentityClaimId(uuidV4("identity"));
    }

    private EmailClaimId claim(String address) {
        return new EmailClaimId(uuidV4("claim/" + address));
    }

    private UUID uuidV4(String label) {
        var bytes = ByteBuffer.wrap(randomSource.bytes(label, 16));
        return new UUID(version(bytes.getLong(), 4), variant(bytes.getLong()));
    }

    public PlaintextApiKey apiKey(Environment environment) {
        var handle = Base62.text(randomSource, "handle", PlaintextApiKey.HANDLE_LENGTH);
        return PlaintextApiKey.create(
                brand, environment, handle, Base62.text(randomSource, "secret", PlaintextApiKey.SECRET_LENGTH));
    }

    private UUID uuidV7(String label) {
        var bytes = ByteBuffer.wrap(randomSource.bytes(label, 16));
        return new UUID(version((millis << 16) | (bytes.getLong() & 0xffff), 7), variant(bytes.getLong()));
    }

    private static long version(long high, int version) {
        return (high & ~0xf000L) | ((long) version << 12);
    }

    private static long variant(long low) {
        return (low & 0x3fffffffffffffffL) | 0x8000000000000000L;
    }
}
