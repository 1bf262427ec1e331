/** The account portal: the HTML pages of a signed-in user. Its endpoints call the use cases of the features. */
@NullMarked
package org.keyledger.gateway.accountpage;

import org.jspecify.annotations.NullMarked;
