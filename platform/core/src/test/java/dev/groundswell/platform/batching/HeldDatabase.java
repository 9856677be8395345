package dev.groundswell.platform.batching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/// Answers when the test says so. Has something for every key but `absent`, and `poison` fails.
final class HeldDatabase {

    private static final long SOON_SECONDS = 10;

    private final LinkedBlockingQueue<Running> loads = new LinkedBlockingQueue<>();
    private volatile int count;

    Uni<Map<String, Loaded<String>>> load(List<String> keys) {
        count++;
        return Uni.createFrom().emitter(emitter -> loads.add(new Running(keys, emitter)));
    }

    Running next() throws InterruptedException {
        Running load = loads.poll(SOON_SECONDS, TimeUnit.SECONDS);
        assertThat(load).as("a load within %d s", SOON_SECONDS).isNotNull();
        return load;
    }

    int loads() {
        return count;
    }

    /// A load that somebody waits for.
    record Running(List<String> keys, UniEmitter<? super Map<String, Loaded<String>>> emitter) {

        void succeed() {
            Map<String, Loaded<String>> found = new LinkedHashMap<>();
            for (String key : keys.reversed()) {
                if (key.equals("poison")) {
                    found.put(key, new Loaded.Failed<>(new IllegalStateException("no " + key)));
                } else if (!key.equals("absent")) {
                    found.put(key, new Loaded.Found<>("value of " + key));
                }
            }
            emitter.complete(found);
        }

        void succeedWith(String value) {
            Map<String, Loaded<String>> found = new LinkedHashMap<>();
            keys.forEach(key -> found.put(key, new Loaded.Found<>(value)));
            emitter.complete(found);
        }

        void fail(Throwable failure) {
            emitter.fail(failure);
        }
    }
}
