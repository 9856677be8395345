package dev.groundswell.platform.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

class RoutingPoolTest {

    private static final Vertx VERTX = Vertx.vertx();

    /// Tells in its failure which shard was asked.
    private final RoutingPool pool = new RoutingPool(shard -> {
        throw new Asked(shard);
    }, () -> 7);

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void outsideOfAContextThereIsNoRoute() {
        assertThatIllegalStateException().isThrownBy(pool::getConnection).withMessageContaining("RoutingPool.route");
        assertThatIllegalStateException().isThrownBy(() -> RoutingPool.route("a")).withMessageContaining("no Vert.x context");
    }

    @Test
    void withoutARouteNoDatabaseIsAsked() {
        assertThatIllegalStateException().isThrownBy(() -> on(request(), () -> pool.query("SELECT 1"))).withMessageContaining("no route");
    }

    @Test
    void everyCallGoesToTheShardOfTheRoute() {
        ContextInternal request = request();
        on(request, () -> {
            RoutingPool.route("a");
            return "";
        });

        assertAsked(request, pool::getConnection, "a");
        assertAsked(request, () -> pool.query("SELECT 1"), "a");
        assertAsked(request, () -> pool.preparedQuery("SELECT 1"), "a");
    }

    @Test
    void aRouteReachesNoNeighbourOnTheSameEventLoop() {
        ContextInternal mine = request();
        ContextInternal neighbour = mine.unwrap().duplicate();
        ContextInternal third = mine.unwrap().duplicate();
        route(mine, "a");
        route(neighbour, "b");

        assertAsked(mine, pool::getConnection, "a");
        assertAsked(neighbour, pool::getConnection, "b");
        assertThatIllegalStateException().isThrownBy(() -> on(third, pool::getConnection));
    }

    @Test
    void aNewRouteTakesThePlaceOfTheOld() {
        ContextInternal request = request();
        route(request, "a");
        route(request, "b");

        assertAsked(request, pool::getConnection, "b");
    }

    @Test
    void closingLeavesTheShardsPoolsAlone() {
        assertThat(pool.close().succeeded()).isTrue();
        assertThat(pool.size()).isEqualTo(7);
    }

    private void assertAsked(ContextInternal request, Supplier<?> call, String shard) {
        assertThatExceptionOfType(Asked.class).isThrownBy(() -> on(request, call)).withMessage(shard);
    }

    private static void route(ContextInternal request, String shard) {
        on(request, () -> {
            RoutingPool.route(shard);
            return "";
        });
    }

    private static ContextInternal request() {
        return ((VertxInternal) VERTX).createEventLoopContext().duplicate();
    }

    /// Runs `call` on the event loop of `context` and throws what it threw.
    private static void on(ContextInternal context, Supplier<?> call) {
        CompletableFuture<Object> done = new CompletableFuture<>();
        context.runOnContext(run -> {
            try {
                done.complete(call.get());
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        try {
            Object unused = done.orTimeout(10, TimeUnit.SECONDS).join();
        } catch (java.util.concurrent.CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static final class Asked extends RuntimeException {

        private static final long serialVersionUID = 1;

        Asked(String shard) {
            super(shard);
        }
    }
}
