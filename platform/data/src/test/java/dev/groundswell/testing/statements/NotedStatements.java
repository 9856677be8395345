package dev.groundswell.testing.statements;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;

/// Notes every statement that is prepared on a pool, inside transactions and out of them. Hibernate's do not pass it. Thread-safe.
public final class NotedStatements {

    private final List<String> noted = new CopyOnWriteArrayList<>();

    /// Runs `work` and answers which statements there were meanwhile.
    public List<String> during(Runnable work) {
        noted.clear();
        work.run();
        return List.copyOf(noted);
    }

    /// A pool that does what `real` does, and is listened to.
    public io.vertx.mutiny.sqlclient.Pool on(Pool real) {
        return io.vertx.mutiny.sqlclient.Pool.newInstance(noting(Pool.class, real));
    }

    private <T> T noting(Class<T> type, T real) {
        InvocationHandler handler = (proxy, method, arguments) -> intercept(proxy, real, method,
                arguments == null ? new Object[0] : arguments);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, handler));
    }

    private @Nullable Object intercept(Object proxy, Object real, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("withTransaction") || method.getName().equals("withConnection")) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        if (method.getName().equals("preparedQuery")) {
            noted.add(arguments[0].toString());
        }
        try {
            Object answer = method.invoke(real, arguments);
            return method.getName().equals("getConnection") && answer instanceof Future<?> connection
                    ? connection.map(opened -> noting(SqlConnection.class, (SqlConnection) opened))
                    : answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
