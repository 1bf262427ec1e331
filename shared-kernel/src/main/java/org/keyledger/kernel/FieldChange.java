package org.keyledger.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What a request wants of an optional field: leave it as it is, replace it, or clear it.
 *
 * @param requested false if the field stays as it is
 * @param value the new value; null to clear the field
 */
public record FieldChange<T>(boolean requested, @Nullable T value) {

    public static <T> FieldChange<T> none() {
        return new FieldChange<>(false, null);
    }

    /** @param value null to clear the field */
    public static <T> FieldChange<T> to(@Nullable T value) {
        return new FieldChange<>(true, value);
    }

    /** The value of the field after the change. */
    public @Nullable T applyTo(@Nullable T current) {
        return requested ? value : current;
    }
}
