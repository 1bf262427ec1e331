/** The OpenAPI document of all endpoints, as JSON, YAML and an HTML page. */
@Machinery
@NullMarked
package org.keyledger.gateway.openapi;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
