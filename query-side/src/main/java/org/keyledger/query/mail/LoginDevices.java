package org.keyledger.query.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.network.ClientAddress;
import org.keyledger.kernel.session.SessionId;

/**
 * The devices that a user has logged in with, those used last at the end. A device is known by the cookie of its browser,
 * or by its user agent and network: a client without cookies has nothing else, and people delete cookies.
 */
record LoginDevices(List<Device> devices) {

    static final int MAX = 20;
    static final LoginDevices NONE = new LoginDevices(List.of());

    private static final int FINGERPRINT_LENGTH = 16;

    /**
     * A device.
     *
     * @param id of the session that it was first seen with, which its cookie contains
     * @param hasCookie whether it has sent its cookie, so that another client with the same fingerprint is another device
     * @param fingerprint of its user agent and network at the last log-in
     */
    record Device(String id, boolean hasCookie, String fingerprint) {

        /**
         * The device of a log-in.
         *
         * @param cookie the id in the device cookie; null without one
         */
        static Device of(
                SessionId session, @Nullable String cookie, @Nullable String userAgent, @Nullable String address) {
            return new Device(
                    cookie == null ? session.toString() : cookie, cookie != null, fingerprint(userAgent, address));
        }

        /** Without version numbers, so that an update of the browser does not change it, and without the host. */
        private static String fingerprint(@Nullable String userAgent, @Nullable String address) {
            var agent = userAgent == null ? "" : userAgent.replaceAll("[0-9][0-9._]*", "");
            return Digest.of(agent + "\n" + network(address)).encoded().substring(0, FINGERPRINT_LENGTH);
        }

        /** The first 24 bits of an IPv4 address, or the first 64 of an IPv6 address. */
        private static String network(@Nullable String address) {
            var client = address == null
                    ? ""
                    : ClientAddress.parse(address)
                            .map(ClientAddress::rateLimitKey)
                            .orElse("");
            return client.contains(":") ? client : client.substring(0, client.lastIndexOf('.') + 1);
        }

        private boolean isReplacedBy(Device used) {
            return id.equals(used.id) || (!hasCookie && fingerprint.equals(used.fingerprint));
        }
    }

    boolean isEmpty() {
        return devices.isEmpty();
    }

    boolean contains(Device used) {
        return devices.stream()
                .anyMatch(device ->
                        device.id().equals(used.id()) || device.fingerprint().equals(used.fingerprint()));
    }

    LoginDevices with(Device used) {
        var kept = new ArrayList<>(
                devices.stream().filter(device -> !device.isReplacedBy(used)).toList());
        kept.add(used);
        return new LoginDevices(List.copyOf(kept.subList(Math.max(0, kept.size() - MAX), kept.size())));
    }

    /** One line a device. */
    String encoded() {
        return devices.stream()
                .map(device -> device.id() + " " + device.hasCookie() + " " + device.fingerprint())
                .collect(Collectors.joining("\n"));
    }

    /** Reads what {@link #encoded} writes; of an erased text there are none. */
    static LoginDevices parse(String encoded) {
        return new LoginDevices(encoded.lines()
                .map(line -> line.split(" "))
                .filter(fields -> fields.length == 3)
                .map(fields -> new Device(fields[0], Boolean.parseBoolean(fields[1]), fields[2]))
                .toList());
    }
}
