package org.keyledger.gateway.export;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The items of all pages of a listing. One page is in memory at a time.
 *
 * @param reader reads the page at a cursor; the first page without one
 */
public record PagedItems<T>(Function<Optional<String>, Items<T>> reader) implements Iterable<T> {

    /** How many items a reader should read at a time. */
    public static final int PAGE_SIZE = 200;

    /**
     * The items of one page.
     *
     * @param next cursor of the next page; empty on the last one
     */
    public record Items<T>(List<T> items, Optional<String> next) {}

    @Override
    public Iterator<T> iterator() {
        return new PageIterator<>(reader);
    }

    private static final class PageIterator<T> implements Iterator<T> {

        private final Function<Optional<String>, Items<T>> reader;
        private Items<T> page;
        private Iterator<T> items;

        private PageIterator(Function<Optional<String>, Items<T>> reader) {
            this.reader = reader;
            this.page = reader.apply(Optional.empty());
            this.items = page.items().iterator();
        }

        @Override
        public boolean hasNext() {
            while (!items.hasNext() && page.next().isPresent()) {
                page = reader.apply(page.next());
                items = page.items().iterator();
            }
            return items.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return items.next();
        }
    }
}
