/** Annotations for personal and secret fields of events, and for their data subjects. */
@NullMarked
package org.keyledger.ledger.annotation;

import org.jspecify.annotations.NullMarked;
