/// A Kafka broker (KRaft, one node) in a JVM of its own, and the topics of the house, created here and nowhere else.
/// `local.parts` enters; [dev.groundswell.local.kafka.Topics] is the list to read, [dev.groundswell.local.kafka.KafkaBroker] starts the broker.
/// Leans on a class archive in the user's cache to start in about a second; without one it takes three.
@NullMarked
package dev.groundswell.local.kafka;

import org.jspecify.annotations.NullMarked;
