package dev.groundswell.local.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

import dev.groundswell.local.console.Progress;
import dev.groundswell.local.process.LaunchException;

/// Creates the topics that are missing. One that exists with other partitions is left as it is, and that is said: its records' places
/// depend on the number.
final class TopicCreation {
    private static final int BOUND_SECONDS = 60;

    private final Admin admin;
    private final Progress progress;

    TopicCreation(Admin admin, Progress progress) {
        this.admin = admin;
        this.progress = progress;
    }

    /// Returns when each topic exists.
    void create(Topics topics) {
        try {
            Set<String> there = admin.listTopics().names().get(BOUND_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing = new ArrayList<>();
            List<Topics.Topic> old = new ArrayList<>();
            for (Topics.Topic topic : topics.all()) {
                if (there.contains(topic.name())) {
                    old.add(topic);
                } else {
                    missing.add(new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty()).configs(settings(topic)));
                }
            }
            if (!missing.isEmpty()) {
                admin.createTopics(missing).all().get(BOUND_SECONDS, TimeUnit.SECONDS);
            }
            tellOtherPartitions(old);
            progress.step("kafka", topics.all().size() + " topics (" + missing.size() + " new)");
        } catch (ExecutionException | TimeoutException e) {
            throw new LaunchException("kafka: the topics could not be created: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("kafka: interrupted while creating topics");
        }
    }

    private static Map<String, String> settings(Topics.Topic topic) {
        return topic.forever() ? Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1") : Map.of();
    }

    private void tellOtherPartitions(List<Topics.Topic> old) throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, TopicDescription> found = admin.describeTopics(old.stream().map(Topics.Topic::name).toList()).allTopicNames()
                .get(BOUND_SECONDS, TimeUnit.SECONDS);
        for (Topics.Topic topic : old) {
            TopicDescription description = found.get(topic.name());
            if (description != null && description.partitions().size() != topic.partitions()) {
                progress.step("kafka", "topic " + topic.name() + " keeps its " + description.partitions().size() + " partitions, "
                        + topic.partitions() + " were asked for");
            }
        }
    }
}
