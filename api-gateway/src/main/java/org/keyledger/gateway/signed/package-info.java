/** The signed API: access tokens for a caller that signs with an EC P-256 key. */
@NullMarked
package org.keyledger.gateway.signed;

import org.jspecify.annotations.NullMarked;
