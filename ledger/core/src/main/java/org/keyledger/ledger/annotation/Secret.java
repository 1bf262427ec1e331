package org.keyledger.ledger.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A credential, such as a hash or a seed: stored encrypted with the subject's key, never published. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Secret {

    /** The component of the same record that names the subject. */
    String subject();
}
