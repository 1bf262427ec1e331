/** Sessions: start, refresh, logout, listing and token introspection. */
@NullMarked
package org.keyledger.gateway.session;

import org.jspecify.annotations.NullMarked;
