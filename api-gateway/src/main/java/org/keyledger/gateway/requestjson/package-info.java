/** Takes request bodies as strict JSON, or not at all. */
@NullMarked
package org.keyledger.gateway.requestjson;

import org.jspecify.annotations.NullMarked;
