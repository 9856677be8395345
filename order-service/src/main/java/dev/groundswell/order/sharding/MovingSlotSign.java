package dev.groundswell.order.sharding;

import jakarta.inject.Singleton;

import dev.groundswell.platform.outage.OutageSign;

/// A slot that nobody owned for as long as somebody waited: its move has been interrupted and will go on.
@Singleton
class MovingSlotSign implements OutageSign {

    @Override
    public boolean isIn(Throwable failure) {
        return failure instanceof NotOwner;
    }
}
