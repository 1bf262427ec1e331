package org.keyledger.gateway.export;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The items of all pages of a listing. The first page is read when this is created, so that what cannot be read is refused
 * before the response begins; each other one when it is iterated over. One page is in memory at a time.
 */
public final class PagedItems<T> implements Iterable<T> {

    /** How many items a reader should read at a time. */
    public static final int PAGE_SIZE = 200;

    private final Function<Optional<String>, Items<T>> reader;
    private final Items<T> first;

    /** @param reader reads the page at a cursor; the first page without one */
    public PagedItems(Function<Optional<String>, Items<T>> reader) {
        this.reader = reader;
        this.first = reader.apply(Optional.empty());
    }

    /**
     * The items of one page.
     *
     * @param next cursor of the next page; empty on the last one
     */
    public record Items<T>(List<T> items, Optional<String> next) {}

    @Override
    public Iterator<T> iterator() {
        return new PageIterator<>(reader, first);
    }

    private static final class PageIterator<T> implements Iterator<T> {

        private final Function<Optional<String>, Items<T>> reader;
        private Items<T> page;
        private Iterator<T> items;

        private PageIterator(Function<Optional<String>, Items<T>> reader, Items<T> first) {
            this.reader = reader;
            this.page = first;
            this.items = first.items().iterator();
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
