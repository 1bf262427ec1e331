/** Linked identities: whom an identity logs in, and the identities of a user. */
@NullMarked
package org.keyledger.query.federation;

import org.jspecify.annotations.NullMarked;
