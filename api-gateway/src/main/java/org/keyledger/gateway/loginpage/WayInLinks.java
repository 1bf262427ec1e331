package org.keyledger.gateway.loginpage;

import java.util.List;
import org.keyledger.gateway.page.PageContext;
import org.keyledger.gateway.page.ReturnPath;
import org.keyledger.kernel.user.UserId;

/** A way to log in or to sign up besides the password. The pages {@code /login} and {@code /signup} link to each. Public for templates. */
public interface WayInLinks {

    /** A link below the form. */
    record Link(String label, String location) {}

    /**
     * The links, which lead to {@code next} in the end; none if the way is not configured.
     *
     * @param signUp whether the page is that of a sign-up
     */
    List<Link> links(PageContext page, ReturnPath next, boolean signUp);

    /** The links for this user, who is logged in and must prove it again: ways that show that the person is present. */
    default List<Link> linksAgain(PageContext page, ReturnPath next, UserId user) {
        return links(page, next, false);
    }
}
