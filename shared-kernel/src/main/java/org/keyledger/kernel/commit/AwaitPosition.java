package org.keyledger.kernel.commit;

import org.keyledger.kernel.Query;

/** Waits until the read models have reached this position; false after two seconds. */
public record AwaitPosition(long position) implements Query<Boolean> {
    @Override
    public Class<Boolean> responseType() {
        return Boolean.class;
    }
}
