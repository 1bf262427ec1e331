package org.keyledger.gateway.apikey;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.apikey.IpAllowList;

/**
 * The {@code ip_allow} of a new key. Generated clients send an empty list for a field that was not set.
 *
 * @param list null if the request has an empty list
 */
public record RequestedIpAllowList(@Nullable IpAllowList list) {

    /** @throws IllegalArgumentException as {@link IpAllowList#parse} does, except for an empty list */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static RequestedIpAllowList parse(Object json) {
        var empty = json instanceof Collection<?> texts && texts.isEmpty();
        return new RequestedIpAllowList(empty ? null : IpAllowList.parse(json));
    }
}
