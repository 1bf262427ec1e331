package org.keyledger.ledger;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.Page;

/** Makes a page of a view from a query for one document more than the page contains. */
public final class ViewPager {

    private ViewPager() {}

    /** The limit of the query: the additional document shows whether there is a next page. */
    public static int queryLimit(int pageLimit) {
        return Math.addExact(pageLimit, 1);
    }

    /**
     * @param found result of the query, in the order of the index
     * @param index ordered index by which the page is sorted
     */
    public static Page page(List<Document> found, String index, int pageLimit) {
        if (found.size() <= pageLimit) {
            return new Page(found, Optional.empty());
        }
        List<Document> documents = List.copyOf(found.subList(0, pageLimit));
        Document last = documents.get(pageLimit - 1);
        String sortKey = Objects.requireNonNull(last.ordered().get(index)).sortKey();
        return new Page(documents, Optional.of(new PageCursor(sortKey, last.id()).encode()));
    }
}
