package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.List;
import org.keyledger.kernel.network.CidrRange;
import org.keyledger.kernel.network.ClientAddress;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.StoredCreator;

/**
 * The addresses from which a key may be used: 1 to 100 IP addresses or CIDR ranges. An erased list allows no address.
 */
public final class IpAllowList {

    private static final int MAX_ENTRIES = 100;
    private static final IpAllowList ERASED = new IpAllowList(List.of());

    private final List<CidrRange> networks;

    private IpAllowList(List<CidrRange> networks) {
        this.networks = networks;
    }

    /**
     * @param json a list of strings
     * @throws IllegalArgumentException unless the list has 1 to 100 entries that are IP addresses or CIDR ranges
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static IpAllowList parse(Object json) {
        if (!(json instanceof Collection<?> texts) || texts.isEmpty() || texts.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "must be a list of 1 to " + MAX_ENTRIES + " IP addresses or CIDR ranges");
        }
        return new IpAllowList(
                texts.stream().map(IpAllowList::network).distinct().toList());
    }

    @StoredCreator
    static IpAllowList ofStored(Object json) {
        return json.equals(Erased.REPLACEMENT) ? ERASED : parse(json);
    }

    private static CidrRange network(Object text) {
        if (text instanceof String address) {
            return CidrRange.parse(address);
        }
        throw new IllegalArgumentException("must contain only strings such as \"192.0.2.0/24\"");
    }

    /** A list of strings, as {@link #parse} reads it. */
    @JsonValue
    public Object json() {
        return networks.isEmpty()
                ? Erased.REPLACEMENT
                : networks.stream().map(CidrRange::toString).toList();
    }

    public boolean allows(ClientAddress address) {
        for (var network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAllowList list && networks.equals(list.networks);
    }

    @Override
    public int hashCode() {
        return networks.hashCode();
    }

    /** Hidden: an IP address can identify a person. */
    @Override
    public String toString() {
        return "IpAllowList[hidden]";
    }
}
