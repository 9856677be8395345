package dev.groundswell.catalog.category;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.groundswell.platform.database.DatabaseGuard;
import dev.groundswell.platform.paging.Page;
import dev.groundswell.platform.paging.PageRequest;

/// All categories in the order of their ids. The database itself counts their products, in the transaction that changes them: a write shows at once, and
/// nothing can drift.
@ApplicationScoped
class Categories {

    private static final String PAGE = "SELECT id, products FROM categories WHERE id > $1 ORDER BY id LIMIT $2";

    private final Pool database;
    private final DatabaseGuard guard;

    Categories(Pool database, DatabaseGuard guard) {
        this.database = database;
        this.guard = guard;
    }

    Uni<Page<Category>> page(PageRequest request) {
        String after = request.after() == null ? "" : request.after();
        return guard
                .call(() -> database
                        .withConnection(connection -> connection.preparedQuery(PAGE).execute(Tuple.of(after, request.fetch()))))
                .map(rows -> Page.of(categories(rows), request, Category::id));
    }

    private static List<Category> categories(Iterable<Row> rows) {
        List<Category> found = new ArrayList<>();
        for (Row row : rows) {
            found.add(new Category(row.getString("id"), row.getLong("products")));
        }
        return found;
    }
}
