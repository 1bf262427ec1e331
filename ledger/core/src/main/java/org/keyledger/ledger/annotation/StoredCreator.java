package org.keyledger.ledger.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The static factory that reads the stored form of a value. It accepts {@link Erased#REPLACEMENT} and everything that
 * an earlier version stored. Only the ledger's JSON uses it; all other JSON is read by the type's {@code @JsonCreator}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface StoredCreator {}
