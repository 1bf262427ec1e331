/** Login by password, password change and password reset. */
@NullMarked
package org.keyledger.gateway.login;

import org.jspecify.annotations.NullMarked;
