package org.keyledger.kernel.commit;

import org.keyledger.kernel.Query;

/** Answers once the read models have seen this position, or false after two seconds. */
public record AwaitPosition(long position) implements Query<Boolean> {
    @Override
    public Class<Boolean> responseType() {
        return Boolean.class;
    }
}
