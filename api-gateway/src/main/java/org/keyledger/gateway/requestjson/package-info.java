/** Takes request bodies as strict JSON, or not at all. */
@Machinery
@NullMarked
package org.keyledger.gateway.requestjson;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
