package org.keyledger.gateway.identifier;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;

/** Everything that one request creates, named by what it is: on the same dice at the same time it is the same again. */
public final class RequestIds {

    private final long millis;
    private final RandomSource dice;
    private final String brand;

    /** @param millis the time in UUIDv7s (RFC 9562, section 5.7), Unix milliseconds */
    RequestIds(long millis, RandomSource dice, String brand) {
        this.millis = millis;
        this.dice = dice;
        this.brand = brand;
    }

    public UserId user() {
        return new UserId(timed("user"));
    }

    public TenantId tenant() {
        return new TenantId(timed("tenant"));
    }

    public SessionId session() {
        return new SessionId(timed("session"));
    }

    public MailRequestId request() {
        return new MailRequestId(timed("request"));
    }

    public ApiKeyId key() {
        return new ApiKeyId(timed("key"));
    }

    /** Random through and through (UUIDv4): a claim tells nothing of its address, not even when it was made. */
    public EmailClaimId claim() {
        var bytes = ByteBuffer.wrap(dice.roll("claim", 16));
        return new EmailClaimId(new UUID(version(bytes.getLong(), 4), variant(bytes.getLong())));
    }

    public PlaintextApiKey apiKey(Environment environment) {
        var handle = Base62.text(dice, "handle", PlaintextApiKey.HANDLE);
        return PlaintextApiKey.make(brand, environment, handle, Base62.text(dice, "secret", PlaintextApiKey.SECRET));
    }

    private UUID timed(String what) {
        var bytes = ByteBuffer.wrap(dice.roll(what, 16));
        return new UUID(version((millis << 16) | (bytes.getLong() & 0xffff), 7), variant(bytes.getLong()));
    }

    private static long version(long high, int version) {
        return (high & ~0xf000L) | ((long) version << 12);
    }

    private static long variant(long low) {
        return (low & 0x3fffffffffffffffL) | 0x8000000000000000L;
    }
}
