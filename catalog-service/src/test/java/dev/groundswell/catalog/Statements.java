package dev.groundswell.catalog;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;

/// Notes every statement the service prepares on its pool, inside transactions and out of them. Hibernate's are not among them.
@Singleton
public class Statements {

    private final List<String> noted = new CopyOnWriteArrayList<>();

    /// Runs `work` and answers which statements there were meanwhile that have `part` in them.
    public List<String> during(Runnable work, String part) {
        noted.clear();
        work.run();
        return noted.stream().filter(statement -> statement.contains(part)).toList();
    }

    @Produces
    @Alternative
    @Priority(1)
    @Singleton
    io.vertx.mutiny.sqlclient.Pool pool(Pool real) {
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
