package dev.groundswell.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;

/// Notes what is logged under a category, from its creation to its end. Thread-safe.
public final class NotedLog implements AutoCloseable {

    private final Logger category;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final ExtHandler handler = new ExtHandler() {
        @Override
        protected void doPublish(ExtLogRecord line) {
            lines.add(line.getFormattedMessage());
        }
    };

    public NotedLog(String category) {
        this.category = Logger.getLogger(category);
        this.category.addHandler(handler);
    }

    /// What was logged, in its order.
    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        category.removeHandler(handler);
    }
}
