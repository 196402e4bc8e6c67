package dev.handover.channel.content;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All places where contents lie; new ones go to one of them. */
public final class ContentStores {

    private final Contents current;
    private final Map<String, Contents> all;
    private final ContentRemovals removals;

    /** @param current the name of the one for new contents */
    ContentStores(String current, List<Contents> all, ContentRemovals removals) {
        this.all = all.stream().collect(Collectors.toMap(Contents::store, store -> store));
        this.current = of(current);
        this.removals = removals;
    }

    /** Where new contents go. */
    Contents current() {
        return current;
    }

    /** @throws IllegalStateException when this installation does not know the store any more */
    Contents of(String store) {
        Contents found = all.get(store);
        if (found == null) {
            throw new IllegalStateException("contents lie in the store " + store + ", which the settings don't name");
        }
        return found;
    }

    /** Removes contents, with the caller's transaction or as soon as their store is there. */
    void delete(String store, Collection<ContentKey> keys) {
        Contents found = all.get(store);
        if (found == null) {
            removals.add(store, keys);
        } else {
            found.delete(keys);
        }
    }
}
