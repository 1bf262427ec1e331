/** The cookies of a browser session: values, attributes and the CSRF token that belongs to them. */
@Machinery
@NullMarked
package org.keyledger.gateway.cookie;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
