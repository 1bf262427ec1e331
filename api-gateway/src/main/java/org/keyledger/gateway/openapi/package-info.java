/** The OpenAPI document of the service, and the same as an HTML page. */
@Machinery
@NullMarked
package org.keyledger.gateway.openapi;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
