package org.keyledger.gateway.accountpage;

import org.jspecify.annotations.Nullable;

/** What a person typed into the form of a new key, to show it again with its problems. */
public final class TypedApiKey {

    /** Nothing typed yet. */
    public static final TypedApiKey NONE = new TypedApiKey(null);

    private final @Nullable ApiKeyForm form;

    TypedApiKey(@Nullable ApiKeyForm form) {
        this.form = form;
    }

    public String text(String field) {
        return form == null ? "" : form.text(field);
    }
}
