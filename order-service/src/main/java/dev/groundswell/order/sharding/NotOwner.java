package dev.groundswell.order.sharding;

import java.util.Collection;

/// A shard was asked for slots that it does not own: they have moved, or are about to. Nothing was changed.
public final class NotOwner extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NotOwner(Collection<Integer> slots) {
        super("not the owner of slots " + slots, null, false, false);
    }
}
