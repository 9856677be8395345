/// Looks through the records that could never be handled, and sends them back to the group that put them aside; start with [dev.groundswell.local.dlq.DeadLetterTopics].
/// `Main` enters with the words of `./dev dlq`, tests with a broker's address.
/// Leans on Kafka, which also remembers what was sent back; without it nothing is changed and the exit code is 1.
@NullMarked
package dev.groundswell.local.dlq;

import org.jspecify.annotations.NullMarked;
