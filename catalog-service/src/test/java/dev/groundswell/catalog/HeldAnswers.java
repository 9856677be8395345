package dev.groundswell.catalog;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.SqlConnection;

/// Keeps a statement's answer from whoever asked, as a slow way between service and database does. Thread-safe.
public final class HeldAnswers {

    private final AtomicReference<@Nullable Held> next = new AtomicReference<>();

    /// @param part of the statement's text
    /// @param answered completes when the database has answered
    /// @param letGo the answer goes on when this is completed
    public record Held(String part, CompletableFuture<Void> answered, Promise<Void> letGo) {

        private <T> Handler<T> before(Handler<T> asker) {
            return answer -> {
                Context own = Objects.requireNonNull(Vertx.currentContext(), "the database answers on an event loop");
                answered.complete(null);
                letGo.future().onComplete(now -> own.runOnContext(back -> asker.handle(answer)));
            };
        }
    }

    Held next(String part) {
        Held held = new Held(part, new CompletableFuture<>(), Promise.promise());
        next.set(held);
        return held;
    }

    Pool on(Pool real) {
        return proxy(Pool.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "withTransaction", "withConnection" -> InvocationHandler.invokeDefault(proxy, method, arguments);
            case "getConnection" -> call(real, method, arguments) instanceof Future<?> connection
                    ? connection.map(opened -> on((SqlConnection) opened))
                    : null;
            default -> call(real, method, arguments);
        });
    }

    private SqlConnection on(SqlConnection real) {
        return proxy(SqlConnection.class, (proxy, method, arguments) -> {
            Object answer = call(real, method, arguments);
            Held held = next.get();
            return method.getName().equals("preparedQuery") && held != null && arguments[0].toString().contains(held.part)
                    && next.compareAndSet(held, null) && answer != null ? on((PreparedQuery<?>) answer, held) : answer;
        });
    }

    private static PreparedQuery<?> on(PreparedQuery<?> real, Held held) {
        return proxy(PreparedQuery.class, (proxy, method, arguments) -> {
            if (arguments != null && arguments[arguments.length - 1] instanceof Handler<?> asker) {
                arguments[arguments.length - 1] = held.before(asker);
            }
            return call(real, method, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, handler));
    }

    private static @Nullable Object call(Object real, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
